import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Of a longer header only the end is read: nearer proxies stand there. */
const MOST_HOPS = 20;

/** From which address a request came: the nearest one that is not a proxy whose word is taken. */
export class ClientAddress {
  private readonly trusted = new BlockList();

  /** `proxies`: addresses and networks (CIDR) whose `X-Forwarded-For` is believed. */
  constructor(proxies: readonly string[] = []) {
    for (const proxy of proxies) {
      const [network, bits] = proxy.split('/') as [string, string | undefined];
      const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.trusted.addAddress(network, family);
      else this.trusted.addSubnet(network, Number(bits), family);
    }
  }

  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let address = plain(socket.remoteAddress ?? '');
    const header = headers['x-forwarded-for'];
    if (header === undefined || !this.isTrusted(address)) return address;
    for (const hop of String(header).split(',').slice(-MOST_HOPS).reverse()) {
      const before = plain(hop.trim());
      if (isIP(before) === 0) break;
      address = before;
      if (!this.isTrusted(address)) break;
    }
    return address;
  }

  /** Whether it was sent by a proxy whose word is taken. */
  isOfProxy({ socket }: IncomingMessage): boolean {
    return this.isTrusted(plain(socket.remoteAddress ?? ''));
  }

  private isTrusted(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

/** What one customer has: of IPv6 64 bits (RFC 6177), of IPv4 the address. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front, back] = address.split('%')[0]!.split('::') as [string, string | undefined];
  const [head, tail] = [groupsOf(front), groupsOf(back ?? '')];
  const zeros = back === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 4).join(':');
}

const groupsOf = (text: string): string[] =>
  text
    .split(':')
    .filter((group) => group !== '')
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase());

/** IPv4 as it is, also where a socket writes it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The last hops of a longer header: nearer proxies append. */
const MAX_HOPS = 20;
const MAX_KNOWN = 4_096;

interface Known {
  address: string;
  isTrusted: boolean;
}

/** The client address of requests: the nearest one that is not a trusted proxy. */
export class ClientAddress {
  private readonly trusted = new BlockList();
  /** A lookup in `BlockList` takes longer than everything else in a plain read of a job. */
  private readonly remembered = new Map<string, Known>();

  /** `proxies`: addresses and networks (CIDR) whose `X-Forwarded-For` is trusted. */
  constructor(proxies: readonly string[] = []) {
    for (const proxy of proxies) {
      const [network, bits] = proxy.split('/') as [string, string | undefined];
      const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.trusted.addAddress(network, family);
      else this.trusted.addSubnet(network, Number(bits), family);
    }
  }

  of({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let nearest = this.known(plain(socket.remoteAddress ?? ''));
    const header = headers['x-forwarded-for'];
    if (header === undefined || !nearest.isTrusted) return nearest.address;
    for (const hop of String(header).split(',').slice(-MAX_HOPS).reverse()) {
      const before = plain(hop.trim());
      if (isIP(before) === 0) break;
      nearest = this.known(before);
      if (!nearest.isTrusted) break;
    }
    return nearest.address;
  }

  isOfProxy({ socket }: Pick<IncomingMessage, 'socket'>): boolean {
    return this.known(plain(socket.remoteAddress ?? '')).isTrusted;
  }

  private known(address: string): Known {
    const known = this.remembered.get(address);
    if (known !== undefined) return known;
    // A substring would keep the whole header in memory.
    const own = Buffer.from(address, 'latin1').toString('latin1');
    const found = { address: own, isTrusted: this.isTrusted(own) };
    if (this.remembered.size >= MAX_KNOWN) this.remembered.clear();
    this.remembered.set(own, found);
    return found;
  }

  private isTrusted(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

/** The network of one customer: a /64 of IPv6 (RFC 6177), an address of IPv4. */
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

/** IPv4 also where a socket writes it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

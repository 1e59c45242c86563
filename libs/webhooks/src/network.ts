import { BlockList, isIP } from 'node:net';

/** A network, or one address, of IPv4 or IPv6. */
export class Network {
  private readonly list = new BlockList();

  private constructor(
    private readonly first: string,
    private readonly bits: number,
  ) {
    this.list.addSubnet(first, bits, familyOf(first));
  }

  /** `10.1.0.0/16`, `fd00::/8`, or an address. */
  static of(cidr: string): Network {
    const [first = '', bits] = cidr.split('/');
    return new Network(first, bits === undefined ? (isIP(first) === 6 ? 128 : 32) : Number(bits));
  }

  has(address: string): boolean {
    return isIP(address) === isIP(this.first) && this.list.check(address, familyOf(address));
  }

  isWithin(other: Network): boolean {
    return this.bits >= other.bits && other.has(this.first);
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

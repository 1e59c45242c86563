import { isPublicAddress } from './address-space.js';
import { embeddedAddress } from './embedded-address.js';
import { Network } from './network.js';

export interface TargetSettings {
  /** Everything is open. */
  allowPrivateTargets: boolean;
  /** Networks (`10.1.0.0/16`) and addresses that are open beside the public ones, on these ports. */
  allow?: readonly { cidr: string; ports: readonly number[] }[];
}

/** The target of a connection. */
export interface Purpose {
  port: number;
  /** By TLS. */
  isEncrypted: boolean;
}

/**
 * What only an entry opens that names nothing else: the machine itself, the link, services that hand out credentials of a
 * cloud (also by IPv6), several receivers at once, and IPv6 addresses that lead to some IPv4 address.
 */
const SPECIAL = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '100.100.100.200', '224.0.0.0/4', '240.0.0.0/4'],
  ...['fe80::/10', 'fd00:ec2::254', 'fd20:ce::254', 'ff00::/8'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16'],
].map((cidr) => Network.of(cidr));

/** Where webhooks may go. */
export class TargetRules {
  readonly allowPrivateTargets: boolean;
  private readonly open: readonly { network: Network; ports: readonly number[] }[];

  constructor({ allowPrivateTargets, allow = [] }: TargetSettings) {
    this.allowPrivateTargets = allowPrivateTargets;
    this.open = allow.map(({ cidr, ports }) => ({ network: Network.of(cidr), ports }));
  }

  /** Whether a connection may be opened to an address. Without TLS none is opened to a public one. */
  isOpen(address: string, { port, isEncrypted }: Purpose): boolean {
    if (this.allowPrivateTargets) return true;
    if (isEncrypted && isPublicAddress(address)) return true;
    // Outside of the public space, an address stands for the one that it leads to.
    const own = embeddedAddress(address) ?? address;
    const special = SPECIAL.filter((network) => network.has(own));
    return this.open.some(
      ({ network, ports }) =>
        ports.includes(port) && network.has(own) && special.every((wider) => network.isWithin(wider)),
    );
  }

  /** Whether anything but public addresses is open on a port. */
  opensInside(port: number): boolean {
    return this.allowPrivateTargets || this.open.some(({ ports }) => ports.includes(port));
  }
}

import type { Purpose, TargetRules } from '#libs/webhooks';
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** The host resolves to an address that webhooks may not use. */
export class TargetRefused extends Error {
  constructor() {
    super('The host resolves to an address that webhooks may not use.');
  }
}

/** Called after each lookup, before a socket is opened. */
export type OnResolved = (addresses: readonly LookupAddress[]) => void;

const systemLookup = promisify(lookup);
const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true, verbatim: true });

/**
 * Resolves a name for a socket that is about to be opened, to allowed addresses only: the check and the connection use the
 * same addresses, so that DNS rebinding has no effect. A name with one forbidden address is rejected.
 */
export function ssrfSafeLookup(
  rules: TargetRules,
  purpose: Purpose,
  onResolved: OnResolved,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const isOpen = addresses.every(({ address }) => rules.isOpen(address, purpose));
        const [first] = addresses;
        onResolved(addresses);
        if (!isOpen || first === undefined) callback(new TargetRefused(), []);
        else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

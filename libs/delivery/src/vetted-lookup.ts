import type { Purpose, TargetRules } from '#libs/webhooks';
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** The name leads to an address that is closed to webhooks. */
export class TargetRefused extends Error {
  constructor() {
    super('The name leads to an address that is closed to webhooks.');
  }
}

/** Told of each look, before a socket is opened. */
export type NoteAddresses = (addresses: readonly LookupAddress[]) => void;

const askSystem = promisify(lookup);
const resolveBySystem: Resolve = (hostname) => askSystem(hostname, { all: true, verbatim: true });

/**
 * Looks a name up for a socket that is about to be opened, and gives it none but addresses that have been vetted: between
 * the check and the connection nobody can change where the name leads. One address that is closed closes the name.
 */
export function vettedLookup(
  rules: TargetRules,
  purpose: Purpose,
  note: NoteAddresses,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const isOpen = addresses.every(({ address }) => rules.isOpen(address, purpose));
        const [first] = addresses;
        note(addresses);
        if (!isOpen || first === undefined) callback(new TargetRefused(), []);
        else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

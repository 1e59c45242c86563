import { formatJobId, type JobAddress } from '#libs/jobs';

/**
 * A damaged record, or one in a form that this version does not know. A result of reads of many records, an
 * exception of others.
 */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';

  readonly address: JobAddress;

  constructor({ connection, key }: JobAddress) {
    const address = { connection, key };
    super(`The record of ${formatJobId(address)} was written by another version of Jobgate, or is damaged.`);
    this.address = address;
  }
}

/** null in place of an unreadable record. */
export function readable<Found>(found: Found | UnreadableRecord | null): Found | null {
  return found instanceof UnreadableRecord ? null : found;
}

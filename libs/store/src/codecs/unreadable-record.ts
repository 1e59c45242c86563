import { formatJobId, type JobAddress } from '#libs/jobs';

/**
 * A record that stands in Redis in a form that this version does not know, or damaged. It is a result where many records
 * are read, so that it keeps back no other, and an exception where one is.
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

/** The same without what cannot be read: for whoever does without it. */
export function readable<Found>(found: Found | UnreadableRecord | null): Found | null {
  return found instanceof UnreadableRecord ? null : found;
}

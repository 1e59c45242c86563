/**
 * A job id, or a start without a known run, by `startEntryName`. `since`: epoch milliseconds by Redis, updated when
 * it is added again.
 */
export interface TrackedJobEntry {
  name: string;
  since: number;
}

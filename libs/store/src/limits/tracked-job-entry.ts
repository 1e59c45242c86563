/**
 * What counts for a caller: a job, by its id, or a start whose run is not known yet, by `startEntryName`. `since`: epoch
 * milliseconds by Redis; another one whenever it is entered anew.
 */
export interface TrackedJobEntry {
  name: string;
  since: number;
}

/**
 * What counts for a caller: a job, by its id, or a start whose run is not known yet, by `startName`. `since`: epoch
 * milliseconds by Redis; another one whenever it is entered anew.
 */
export interface TrackingEntry {
  name: string;
  since: number;
}

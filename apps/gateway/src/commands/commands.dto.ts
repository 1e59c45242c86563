import type { JobKind, JobState } from '#libs/jobs';

/** One job as its upstream lists it. Listing tracks nothing. */
export class UpstreamJobDto {
  /**
   * The job id for reading and tracking; null: the list does not contain it.
   * @example 'dm-prod~9'
   */
  id: string | null;
  /** The job's key in the upstream. */
  key: string | null;
  kind: JobKind;
  /** null: an unmapped upstream status. */
  state: JobState | null;
  /** The upstream's own status. */
  upstreamState: string | null;
  name: string | null;
  startedAt: string | null;
  endedAt: string | null;
}

/** What an upstream lists as active. */
export class UpstreamJobListDto {
  jobs: UpstreamJobDto[];
}

/** A part of the runs of a pointer, newest first. */
export class UpstreamRunListDto {
  /**
   * The id of the pointer.
   * @example 'dm-prod~config-88'
   */
  pointer: string;
  offset: number;
  limit: number;
  runs: UpstreamJobDto[];
}

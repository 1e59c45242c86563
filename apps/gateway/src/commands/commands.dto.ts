import type { JobKind, JobState } from '#libs/jobs';

/** One job as its upstream lists it. Listing tracks nothing. */
export class UpstreamJobDto {
  /**
   * Under which it can be read and tracked here; null: the list does not say.
   * @example 'dm-prod~9'
   */
  id: string | null;
  /** Its key inside the upstream. */
  key: string | null;
  kind: JobKind;
  /** null: a word that no mapping knows. */
  state: JobState | null;
  /** The upstream's own word. */
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

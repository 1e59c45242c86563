import type { JobKind, JobState, Moment, Observation, Trouble } from '#libs/jobs';
import type { Exchange } from '#libs/upstream';

/**
 * What became of asking an upstream to do something. `refused`: it understood and says no. `trouble`: it could not be
 * asked, or its answer not be understood; whether it acted nevertheless is then not known (`mayHaveExecuted`).
 */
export type OperationResult<Done> =
  | { done: Done; exchange: Exchange | null }
  | { refused: Refusal; exchange: Exchange | null }
  | { trouble: Trouble; mayHaveExecuted: boolean; exchange: Exchange | null };

/** Why an upstream did not do what it was asked. Its texts carry no credential and no unredacted body. */
export interface Refusal {
  /**
   * `unsupported`: it cannot do that with this job; `conflict`: not in the state in which the job is; `invalid`: the
   * request itself; `not-found`: no such job or target; `forbidden`: the credential may not; `no-job`: it acted and
   * made no job of it.
   */
  reason: 'unsupported' | 'conflict' | 'invalid' | 'not-found' | 'forbidden' | 'no-job';
  /** The upstream's own code (`409.40`, `IMG.0024`); a kebab-case one of ours where it gives none. */
  code: string;
  message: string;
}

/**
 * What a cancel met. `acknowledged`: taken, the state will tell; `pending`: an earlier one is under way; `ended`: the job
 * had ended; `ineffective`: taken and without effect, as the upstream itself says. None of them is a state of the job.
 */
export type CancelEffect = 'acknowledged' | 'pending' | 'ended' | 'ineffective';

/** A run that was started. */
export interface Started {
  key: string;
  kind: JobKind;
  /**
   * What the answer itself says of the run. An upstream that ends short work at once and gives it no id says all there
   * will ever be: then this is an end, and the key is one that the gateway made.
   */
  observation: Observation | null;
}

/**
 * A start that the upstream took without a word of which run it is. `taken`: what `follow` finds the run by, as JSON; it is
 * kept, so that another process can go on with it.
 */
export interface PendingStart {
  taken: unknown;
}

/** One job as an upstream lists it. */
export interface ListedJob {
  /** null: the list does not say under which number the job can be asked for. */
  key: string | null;
  kind: JobKind;
  /** null: a word that no mapping knows. */
  state: JobState | null;
  upstreamState: string | null;
  name: string | null;
  startedAt: Moment | null;
  endedAt: Moment | null;
}

/** A part of a list: `offset` entries are left out, at most `limit` follow. */
export interface ListPart {
  offset: number;
  limit: number;
}

import type { JobKind, JobState, Moment, Observation, Trouble } from '#libs/jobs';
import type { Exchange, Session } from '#libs/upstream';

/** `refused`: the upstream understood and rejected it. `trouble`: no usable response; it may have been executed. */
export type OperationResult<Done> =
  | { done: Done; exchange: Exchange | null }
  | { refused: Refusal; exchange: Exchange | null }
  | { trouble: Trouble; mayHaveExecuted: boolean; exchange: Exchange | null };

/** Carried out once. `Subject`: the job, or the step of a start. */
export type Operation<Subject, Done, Own = Session> = (
  session: Own,
  subject: Subject,
  signal: AbortSignal,
) => Promise<OperationResult<Done>>;

/** Why an upstream rejected an operation. Contains no credential and no unredacted body. */
export interface Refusal {
  /** `conflict`: with the state of the job; `no-job`: it was executed without creating a job. */
  reason: 'unsupported' | 'conflict' | 'invalid' | 'not-found' | 'forbidden' | 'no-job';
  /** The upstream's own code (`409.40`, `IMG.0024`), else a kebab-case one of ours. */
  code: string;
  message: string;
}

/** `pending`: an earlier cancel is in progress; `ended`: the job had ended; `ineffective`: accepted without effect. */
export type CancelEffect = 'acknowledged' | 'pending' | 'ended' | 'ineffective';

export interface Started {
  key: string;
  kind: JobKind;
  /** From the response. A terminal one where short work ended at once without an id; the key is then generated. */
  observation: Observation | null;
}

/** A start whose response did not name the run. `taken`: the stored JSON by which `follow` finds it. */
export interface PendingStart {
  taken: unknown;
}

export interface ListedJob {
  /** null: not in the list. */
  key: string | null;
  kind: JobKind;
  /** null: unmapped. */
  state: JobState | null;
  upstreamState: string | null;
  name: string | null;
  startedAt: Moment | null;
  endedAt: Moment | null;
}

export interface ListPart {
  offset: number;
  limit: number;
}

import type { JobKind, JobState, Severity, StateReason } from './job-state.js';
import type { Anomaly, Attribution, ChildJob, JobWarning, JobError, Moment, Progress } from './observation.js';
import type { Trouble } from './trouble.js';

/** How well the gateway knows a job. Independent of the job's state. */
export const OBSERVATION_STATUSES = ['fresh', 'stale', 'unreachable', 'unauthorized', 'throttled', 'never'] as const;
export type ObservationStatus = (typeof OBSERVATION_STATUSES)[number];

/** The trigger of the poll: the schedule, a reader, a push message, a pointer, or a start of its own. */
export const OBSERVATION_SOURCES = ['poll', 'demand', 'push', 'pointer', 'start'] as const;
export type ObservationSource = (typeof OBSERVATION_SOURCES)[number];

export interface ObservationFacts {
  status: ObservationStatus;
  /** The last usable answer. */
  observedAt: Moment | null;
  /** The last try, whatever came of it. */
  attemptedAt: Moment | null;
  nextCheckAt: Moment | null;
  /** Tries in a row that brought no usable answer. */
  failures: number;
  source: ObservationSource | null;
  error: Pick<Trouble, 'kind' | 'code' | 'message'> | null;
  anomalies: Anomaly[];
}

export const CANCELLATION_STATUSES = [
  'none',
  'requested',
  'acknowledged',
  'rejected',
  'unsupported',
  'ineffective',
] as const;
export type CancellationStatus = (typeof CANCELLATION_STATUSES)[number];

export interface Cancellation {
  status: CancellationStatus;
  requestedAt: Moment | null;
  reason: string | null;
}

/** Not-found answers in a row. */
export interface Absence {
  answers: number;
  firstAt: Moment;
  lastAt: Moment;
}

/** A result beside the record: its size and digest here, its bytes in the store. Small ones stand inline as well. */
export interface ResultFacts {
  bytes: number;
  digest: string;
  inline?: unknown;
}

/** The basis of the first estimate of the end of a job. */
export type ForecastBasis = 'estimate' | 'progress' | 'durations';

/** The present time between checks, why it is that, and what is remembered for the next one. */
export interface CheckPlan {
  intervalMs: number;
  /** In words. */
  reason: string;
  /** The interval in which the job began to run, by the gateway's own clock; absent: not seen. */
  begun?: { notBefore: Moment; notAfter: Moment };
  /**
   * When the job is expected to end: by the upstream's estimate, by its progress, or by how long such runs took before.
   * Absent: no idea. `first` is the first estimate from the same basis, and its time, to be compared with the end.
   */
  forecast?: { basis: ForecastBasis; endAt: Moment; first: { endAt: Moment; madeAt: Moment } };
}

/** Everything the gateway knows of one job. The HTTP resource is a view of it. */
export interface JobRecord {
  id: string;
  connection: string;
  provider: string;
  key: string;
  kind: JobKind;
  /** Pointers: the key of the run that it points to. */
  targetKey: string | null;
  name: string | null;
  operation: string | null;
  labels: Record<string, string>;
  state: JobState;
  stateReason: StateReason | null;
  severity: Severity;
  progress: Progress | null;
  warnings: JobWarning[];
  error: JobError | null;
  result: ResultFacts | null;
  children: ChildJob[];
  createdAt: Moment | null;
  startedAt: Moment | null;
  endedAt: Moment | null;
  upstream: { id: string; state: string | null; url: string | null; attribution: Attribution };
  observation: ObservationFacts;
  cancellation: Cancellation;
  /** When the upstream was first asked for the present cancel request; null: not yet. */
  cancelBegunAt: Moment | null;
  /** When the upstream was made to delete what it kept of the ended job; null: it was not. */
  deletedUpstreamAt: Moment | null;
  /** Set by the tracking caller: without an end by then, the job counts as lost. */
  deadline: Moment | null;
  trackedAt: Moment;
  changedAt: Moment;
  /** When the job is deleted: ended runs, and pointers that are denied or not read. null: not scheduled. */
  expiresAt: Moment | null;
  /** Begins at `trackedAt` and grows by one with each relevant change. */
  revision: number;
  absence: Absence | null;
  check: CheckPlan | null;
  /** Which mapping rule led to the present state. */
  rule: string | null;
}

/** All of a job that is small: what lists are narrowed and sorted by. */
export type JobOutline = Omit<JobRecord, 'result' | 'children'>;

/** One change of state. The end of the interval is when the gateway saw it; its beginning, when it last saw otherwise. */
export interface Transition {
  from: JobState;
  to: JobState;
  reason: StateReason | null;
  /** When the upstream says that it happened, if it says so. */
  upstreamAt: Moment | null;
  notBefore: Moment | null;
  notAfter: Moment;
  source: ObservationSource;
  revision: number;
}

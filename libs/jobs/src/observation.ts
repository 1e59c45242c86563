import type { JobState, Severity } from './job-state.js';

/** Moments are milliseconds since 1970-01-01 UTC throughout the model; the HTTP surface writes them as RFC 3339. */
export type Moment = number;

export interface Progress {
  /** 0–100, may have decimals; null where the upstream does not say. */
  percent: number | null;
  done: number | null;
  total: number | null;
  /** The unit of `done` and `total`, e.g. `items`. */
  unit: string | null;
  estimatedEndAt: Moment | null;
}

export interface JobWarning {
  code: string;
  message: string;
}

/** How a job itself ended badly, in the upstream's words. */
export interface JobError {
  code: string | null;
  message: string | null;
}

/** Something about an answer that the mapping could not account for. Never changes the outcome. */
export interface Anomaly {
  code: string;
  value?: string;
}

/** A part of a job that the upstream reports together with it; one level. */
export interface ChildJob {
  /** The upstream's own id of it. */
  id: string | null;
  operation: string | null;
  state: JobState;
  severity: Severity;
  /** The upstream's own word. */
  upstreamState: string | null;
  error: JobError | null;
  result: unknown;
  startedAt: Moment | null;
  endedAt: Moment | null;
}

/**
 * Who the observed job is. `exact`: the upstream named it. `inferred`: the gateway concluded it (an upstream with one
 * unnamed slot).
 */
export type Attribution = 'exact' | 'inferred';

/**
 * One response of an upstream about one job, in the unified model. A field left out was not said by this answer:
 * what was known before stays. `null` says that the upstream states there is none.
 */
export interface Observation {
  /** null: the upstream used a word that no mapping knows (an `unmapped-state` anomaly goes with it). */
  state: JobState | null;
  /** The upstream's own word for the state, unchanged. */
  upstreamState: string | null;
  /** Which mapping rule led from the answer to `state`, in one phrase, for `explain`. */
  rule: string;
  /** Raises the severity that the state has by itself. */
  severity?: 'warning' | 'error';
  operation?: string | null;
  name?: string | null;
  progress?: Progress | null;
  warnings?: JobWarning[];
  error?: JobError | null;
  /** Any JSON value. */
  result?: unknown;
  children?: ChildJob[];
  createdAt?: Moment | null;
  startedAt?: Moment | null;
  endedAt?: Moment | null;
  anomalies?: Anomaly[];
  attribution?: Attribution;
  /** The upstream's own number for the job where it is not the key. */
  upstreamId?: string;
  /** Where a person finds the job upstream. */
  upstreamUrl?: string | null;
  /** Pointers only: the run that it points to now; null when there has been none. */
  target?: TargetObservation | null;
}

/** A run seen through a pointer. */
export interface TargetObservation {
  key: string;
  /** The part of this response about the run. */
  observation: Observation;
  /** The response lacks what the run's own resource has (result, times): an ended run is asked directly as well. */
  partial: boolean;
}

import type { JobState, ObservationSource, ObservationStatus, StateReason } from '#libs/jobs';

/** One change of state. */
export class TransitionDto {
  from: JobState;
  to: JobState;
  reason: StateReason | null;
  /** When the upstream says that it happened; null where it does not say. */
  upstreamAt: string | null;
  /** It happened after this: the last look that saw otherwise. null: there was none. */
  notBefore: string | null;
  /** It had happened by then: the first look that saw it. */
  notAfter: string;
  source: ObservationSource;
  /** The revision that it made. */
  revision: number;
}

/** What happened to a job. */
export class HistoryDto {
  id: string;
  /** Oldest first. */
  transitions: TransitionDto[];
}

/** The upstream request that the present knowledge comes from; without credentials. */
export class ExplainedRequestDto {
  method: string;
  /** Path and query. */
  target: string;
  /** Of the answer; null: none came. */
  status: number | null;
  /** How long it took. */
  milliseconds: number;
  at: string;
}

/** Why a job looks as it does. */
export class ExplanationDto {
  id: string;
  state: JobState;
  /** The upstream's own word. */
  upstreamState: string | null;
  /** Which mapping rule led from the answer to the state. */
  rule: string | null;
  request: ExplainedRequestDto | null;
  observation: ObservationStatus;
  nextCheckAt: string | null;
  /** Milliseconds between two checks at present. */
  intervalMs: number | null;
  /** Why the next check is when it is. */
  reason: string;
  /** What would make the answer fresher. */
  fresher: string[];
}

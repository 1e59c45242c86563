import type { JobState, ObservationSource, ObservationStatus, StateReason } from '#libs/jobs';

/** One change of state. */
export class TransitionDto {
  from: JobState;
  to: JobState;
  reason: StateReason | null;
  /** When it happened according to the upstream; null if unknown. */
  upstreamAt: string | null;
  /** It happened after this time: the last poll with the previous state. null: there was none. */
  notBefore: string | null;
  /** It happened before this time: the first poll with the new state. */
  notAfter: string;
  source: ObservationSource;
  /** The revision after the transition. */
  revision: number;
}

/** Lists the transitions of a job. */
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
  /** Status of the response; null: there was none. */
  status: number | null;
  /** Duration of the call. */
  milliseconds: number;
  at: string;
}

/** Explains the state and freshness of a job. */
export class ExplanationDto {
  id: string;
  state: JobState;
  /** The upstream's own status. */
  upstreamState: string | null;
  /** The mapping rule that produced the state. */
  rule: string | null;
  request: ExplainedRequestDto | null;
  observation: ObservationStatus;
  nextCheckAt: string | null;
  /** Current poll interval in milliseconds. */
  intervalMs: number | null;
  /** Why the next poll is scheduled at that time. */
  reason: string;
  /** What would make the data fresher. */
  fresher: string[];
}

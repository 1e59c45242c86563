import type { TroubleKind } from '#libs/jobs';

/** Receives the work on one connection while it happens: calls are frequent and must be cheap. */
export interface ConnectionMetrics {
  /** The upstream was asked for something. null: nothing was wrong with its answer. */
  asked(trouble: TroubleKind | null): void;
  /** A check was begun so long after its time. */
  late(milliseconds: number): void;
  /** The end of a run was seen so long after it happened. */
  detected(milliseconds: number): void;
  /** So many due jobs could not be read and were put off. */
  unreadable(jobs: number): void;
}

const nothing = () => undefined;

/** Counts nothing. */
export const NO_METRICS: ConnectionMetrics = { asked: nothing, late: nothing, detected: nothing, unreadable: nothing };

import type { Moment, Transition } from '#libs/jobs';
import type { RunStatistics } from './connection-statistics.js';

export interface PlanningRules {
  /** Bounds of the time between two checks, from the configuration, milliseconds. */
  minMs: number;
  maxMs: number;
  /** How long confirmed absence takes, milliseconds; not-found answers are repeated within it. */
  absenceSpreadMs: number;
  absenceAnswers: number;
}

export interface PlanningInput {
  at: Moment;
  /** 0 ≤ random < 1. */
  random: number;
  /** How long the upstream asked to be left alone, milliseconds. */
  retryAfterMs: number | null;
  /** While the circuit is open: when it lets a probe through. */
  probeAt: Moment | null;
  /** The upstream pushes the end of this job: polls are for safety only. Default false. */
  isPushed?: boolean;
  /** What is known of such runs. */
  statistics?: RunStatistics | null;
  /** How far the gateway's clock is ahead of the upstream's, milliseconds. Default 0. */
  clockAheadMs?: number;
  /** Somebody waits for this job, or reads it often. Default false. */
  isWatched?: boolean;
  /** All intervals are longer by this factor (≥ 1), because the connection's budget allows no more. Default 1. */
  stretch?: number;
  /** Since when a pointer has had no reader; null: unknown, or it is a run. */
  unreadSince?: Moment | null;
  /** The change of state that this try brought, if any. */
  transition?: Transition | null;
}

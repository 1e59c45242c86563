import type { History, HistoryEvent } from '../history/history.event.js';
import type { Truth } from '../truth/truth.js';

/** A promise to callers, told by what they saw alone. */
export interface Rule {
  name: string;
  /** What is promised. */
  sentence: string;
  /** Pure: the same history and truth give the same violations. */
  check(history: History, truth: Truth): Violation[];
}

export interface Violation {
  rule: string;
  /** The job, key, stream or delivery that it is about. */
  subject: string;
  what: string;
  /** The fewest events that break the rule. */
  events: HistoryEvent[];
}

/** Gateways agree within tens of milliseconds; on a busy machine all of them and their callers share two cores. */
export const AGREEMENT_MS = 1_000;

/** States that never change any more. */
export const FROZEN: ReadonlySet<string> = new Set(['succeeded', 'failed', 'canceled']);

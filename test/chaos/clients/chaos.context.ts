import type { StageSimulator } from '../../stage/index.js';
import type { HistoryRecorder } from '../history/history.recorder.js';
import type { SeededRandom } from '../seeded.random.js';

/** A gateway as callers know it. */
export interface GatewayAddress {
  name: string;
  url: string;
}

/** What clients share. */
export interface ChaosContext {
  recorder: HistoryRecorder;
  simulator: StageSimulator;
  /** Those that are to be reached at present; some may be frozen, or just going. */
  gateways(): readonly GatewayAddress[];
  /** Ids of jobs that a gateway has acknowledged, or may have, oldest first. */
  jobs: string[];
  /** A stream of choices for each client, by the seed of the run. */
  random(): SeededRandom;
  /** Clients begin nothing new after it. */
  stopping: AbortSignal;
  /** Clients give up what they have begun. */
  ending: AbortSignal;
}

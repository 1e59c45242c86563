import type { LostRules, Moment } from '#libs/jobs';
import type { Provider } from '#libs/providers';
import type { Store } from '#libs/store';
import type { Session, UpstreamConnection } from '#libs/upstream';
import type { Logger } from 'pino';
import type { AdmissionControl } from './admission/admission-control.js';
import type { ShareRules } from './admission/poll-shares.js';
import type { PlanningState } from './planning/planning-state.js';
import type { PointerDemand } from './pointers/pointer-demand.js';
import type { PushCoverageTracker } from './push/push-coverage-tracker.js';

/** All that a worker needs to run one connection. */
export interface ConnectionSettings extends UpstreamConnection {
  refresh: { minMs: number; maxMs: number };
}

export interface TrackingRules {
  retentionMs: number;
  lostAfter: LostRules;
}

/** A connection that this process runs. */
export interface ConnectionContext {
  settings: ConnectionSettings;
  /** May change at any time. */
  tracking: Readonly<TrackingRules>;
  /** May change at any time. Absent: no limit for each requester. */
  shares?: Readonly<ShareRules>;
  provider: Provider;
  session: Session;
  store: Store;
  admission: AdmissionControl;
  /** Coverage of the push of the upstream; absent: it has none. */
  push?: PushCoverageTracker;
  /** What checks are planned by besides the job itself; absent: nothing. */
  planning?: PlanningState;
  /** Who reads pointers; absent: everybody, all the time. */
  readers?: PointerDemand;
  logger: Logger;
  now: () => Moment;
  random: () => number;
}

import type { Moment } from '#libs/jobs';
import type { ProviderRegistry } from '#libs/providers';
import type { QueueAccess } from '#libs/queue';
import type { Store } from '#libs/store';
import type { CallObserver } from '#libs/upstream';
import type { Logger } from 'pino';
import type { ShareRules } from '../admission/poll-shares.js';
import type { ConnectionMetrics } from '../connection-metrics.js';
import type { PointerSubscribers } from '../pointers/pointer-demand.js';
import type { ConnectionExtension } from './connection-runner.js';
import type { ConnectionSettings, TrackingRules } from '../connection-context.js';

export interface LeaseManagerOptions {
  connections: readonly ConnectionSettings[];
  tracking: TrackingRules;
  /** Absent: no limit for each requester. */
  shares?: ShareRules;
  providers: ProviderRegistry;
  store: Store;
  queueAccess: QueueAccess;
  /** Subscribers to pointers, who receive changes without polling; absent: none. */
  subscribers?: PointerSubscribers;
  /** Metrics of the work on a connection; absent: none. */
  meterOf?: (connection: string) => ConnectionMetrics;
  /** Receives the calls of a connection; absent: none. */
  watchOf?: (connection: string) => CallObserver;
  /** Runs together with a connection; absent: none. */
  extensionOf?: (connection: string) => ConnectionExtension;
  logger: Logger;
  now?: () => Moment;
  random?: () => number;
}

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
  /** Absent: whoever asks takes what they like. */
  shares?: ShareRules;
  providers: ProviderRegistry;
  store: Store;
  queueAccess: QueueAccess;
  /** Who is told of jobs without asking; absent: nobody. */
  subscribers?: PointerSubscribers;
  /** Who is told of the work on a connection; absent: nobody. */
  meterOf?: (connection: string) => ConnectionMetrics;
  /** Who is told of the calls of a connection; absent: nobody. */
  watchOf?: (connection: string) => CallObserver;
  /** Who goes with the care of a connection; absent: nobody. */
  extensionOf?: (connection: string) => ConnectionExtension;
  logger: Logger;
  now?: () => Moment;
  random?: () => number;
}

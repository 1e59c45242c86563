import type { Moment } from '#libs/jobs';
import type { LeaseManagerOptions } from './lease-manager-options.js';
import type { ConnectionContext, ConnectionSettings, TrackingRules } from '../connection-context.js';
import type { ShareRules } from '../admission/poll-shares.js';
import { AdmissionControl } from '../admission/admission-control.js';
import { PlanningState } from '../planning/planning-state.js';
import { PointerDemand } from '../pointers/pointer-demand.js';
import { PushCoverageTracker } from '../push/push-coverage-tracker.js';

/** What all connections of a process have in common. */
export interface SharedByConnections {
  /** One object, so that a change reaches all of them. */
  tracking: TrackingRules;
  /** The same. */
  shares: ShareRules;
  /** Since when the present credentials hold, by connection; none: not while this process has been running. */
  credentialsSince: ReadonlyMap<string, Moment>;
  now: () => Moment;
}

/** Creates the parts of a connection: its session, its admission control and its statistics. Makes no call. */
export function openConnection(
  settings: ConnectionSettings,
  { providers, store, subscribers, logger, random = Math.random, meterOf, watchOf }: LeaseManagerOptions,
  { tracking, shares, credentialsSince: since, now }: SharedByConnections,
): ConnectionContext {
  const { name } = settings;
  const provider = providers.get(settings.provider);
  const meter = meterOf?.(name);
  const admission = new AdmissionControl(name, store.connectionStatus, now, meter);
  const calls = {
    credentialsSince: since.get(name),
    accounts: store.authenticationFailures,
    watch: watchOf?.(name),
    now,
  };
  const session = provider.openSession({ ...settings, ...calls });
  const push = new PushCoverageTracker();
  const planning = new PlanningState({ connection: name, store, logger, now, meter });
  const readers = new PointerDemand({ connection: name, store, subscribers, tracking });
  return {
    settings,
    tracking,
    shares,
    provider,
    session,
    store,
    admission,
    push,
    planning,
    readers,
    logger,
    now,
    random,
  };
}

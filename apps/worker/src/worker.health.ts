import type { ConnectionLeaseManager } from '#libs/observer';
import { withinMs } from '#libs/requests';
import type { RedisClock, Store } from '#libs/store';

/** A Redis that responds later counts as down. */
const WITHIN_MS = 1_000;
/** Leases are renewed every 1.5 s, and have ended by then. */
const ROUND_MISSED_AFTER_MS = 6_000;

type CheckStatus = 'ok' | 'failed';

export interface Health {
  status: CheckStatus;
  /** `clock` is present only while the wall clock of the process is skewed; Jobgate uses that of Redis. */
  checks: Record<string, CheckStatus | 'skewed'>;
}

/** Readiness of a worker; upstreams do not affect it. */
export class WorkerHealth {
  constructor(
    private readonly store: Pick<Store, 'isReachable'> & { clock: Pick<RedisClock, 'now' | 'reading'> },
    private readonly leaseManager: Pick<ConnectionLeaseManager, 'roundEndedAt'>,
    private readonly now: () => number = store.clock.now,
  ) {}

  async ready(): Promise<Health> {
    const { roundEndedAt } = this.leaseManager;
    const isRenewing = roundEndedAt !== null && this.now() - roundEndedAt < ROUND_MISSED_AFTER_MS;
    const isReachable = (await withinMs(this.store.isReachable(), WITHIN_MS)) ?? false;
    const checks = { redis: statusOf(isReachable), care: statusOf(isRenewing) };
    const status = statusOf(Object.values(checks).every((check) => check === 'ok'));
    return { status, checks: this.store.clock.reading.isSkewed ? { ...checks, clock: 'skewed' } : checks };
  }
}

const statusOf = (isOk: boolean): CheckStatus => (isOk ? 'ok' : 'failed');

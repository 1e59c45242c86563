import type { ConnectionLeaseManager } from '#libs/observer';
import { withinMs } from '#libs/requests';
import type { RedisClock, Store } from '#libs/store';

/** A probe wants its answer soon: a Redis that hangs is as good as none. */
const WITHIN_MS = 1_000;
/** Connections are looked after in rounds, one every second and a half; by then their leases have ended. */
const ROUND_MISSED_AFTER_MS = 6_000;

type Word = 'ok' | 'failed';

export interface Health {
  status: Word;
  /** `clock` is there only while the wall clock of the process is wrong: it goes by that of Redis and works rightly. */
  checks: Record<string, Word | 'skewed'>;
}

/** Whether a worker can do its work. What upstreams do is no matter of its health. */
export class WorkerHealth {
  constructor(
    private readonly store: Pick<Store, 'isReachable'> & { clock: Pick<RedisClock, 'now' | 'reading'> },
    private readonly leaseManager: Pick<ConnectionLeaseManager, 'roundEndedAt'>,
    private readonly now: () => number = store.clock.now,
  ) {}

  async ready(): Promise<Health> {
    const { roundEndedAt } = this.leaseManager;
    const isCaring = roundEndedAt !== null && this.now() - roundEndedAt < ROUND_MISSED_AFTER_MS;
    const isStoreThere = (await withinMs(this.store.isReachable(), WITHIN_MS)) ?? false;
    const checks = { redis: word(isStoreThere), care: word(isCaring) };
    const status = word(Object.values(checks).every((check) => check === 'ok'));
    return { status, checks: this.store.clock.reading.isSkewed ? { ...checks, clock: 'skewed' } : checks };
  }
}

const word = (isGood: boolean): Word => (isGood ? 'ok' : 'failed');

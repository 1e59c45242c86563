import type { Store } from '#libs/store';
import type { EventMeter } from '../metrics/event.meter.js';
import type { HealthDto } from './health.dto.js';

/** A probe wants its answer soon: a Redis that hangs is as good as none. */
const WITHIN_MS = 1_000;

/** Whether a gateway can serve. Upstreams have no part in it: what is known of their jobs can be served without them. */
export class GatewayReadiness {
  constructor(
    private readonly store: Store,
    private readonly events: Pick<EventMeter, 'isHearing'>,
  ) {}

  async check(): Promise<HealthDto> {
    const [isStoreThere, wasWorkerSeen] = await Promise.all([
      withinMs(this.store.isReachable()),
      withinMs(this.store.board.wasWorkerSeenLately().catch(() => null)),
    ]);
    const checks = {
      redis: word(isStoreThere ?? false),
      events: word(this.events.isHearing),
      worker: wasWorkerSeen === null ? ('unknown' as const) : word(wasWorkerSeen),
    };
    return { status: word(Object.values(checks).every((check) => check === 'ok')), checks };
  }
}

const word = (isGood: boolean): 'ok' | 'failed' => (isGood ? 'ok' : 'failed');

/** What the check says, or null when it takes longer. */
function withinMs<Value>(check: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), WITHIN_MS)));
  return Promise.race([check, late]).finally(() => clearTimeout(timer));
}

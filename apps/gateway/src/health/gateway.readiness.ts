import { withinMs } from '#libs/requests';
import type { Store } from '#libs/store';
import type { EventMeter } from '../metrics/event.meter.js';
import type { HealthDto } from './health.dto.js';

/** A probe wants its answer soon: a Redis that hangs is as good as none. */
const WITHIN_MS = 1_000;
/** What was found is said to all who ask so soon after it. Anybody may ask. */
const REMEMBERED_MS = 500;

/** Whether a gateway can serve. Upstreams have no part in it: what is known of their jobs can be served without them. */
export class GatewayReadiness {
  private looking: Promise<HealthDto> | null = null;

  constructor(
    private readonly store: Store,
    private readonly events: Pick<EventMeter, 'isHearingAny'>,
  ) {}

  check(): Promise<HealthDto> {
    if (this.looking === null) {
      this.looking = this.look();
      const forget = () => setTimeout(() => (this.looking = null), REMEMBERED_MS).unref();
      void this.looking.then(forget, forget);
    }
    return this.looking;
  }

  private async look(): Promise<HealthDto> {
    const [isStoreThere, wasWorkerSeen] = await Promise.all([
      withinMs(this.store.isReachable(), WITHIN_MS),
      withinMs(
        this.store.board.wasWorkerSeenLately().catch(() => null),
        WITHIN_MS,
      ),
    ]);
    const checks = {
      redis: word(isStoreThere ?? false),
      events: word(this.events.isHearingAny),
      worker: wasWorkerSeen === null ? ('unknown' as const) : word(wasWorkerSeen),
    };
    // What would know of workers may lie on a node that is away, while others serve.
    const status = word(Object.values(checks).every((check) => check !== 'failed'));
    return { status, checks: this.store.clock.reading.isSkewed ? { ...checks, clock: 'skewed' } : checks };
  }
}

const word = (isGood: boolean): 'ok' | 'failed' => (isGood ? 'ok' : 'failed');

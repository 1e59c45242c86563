import { withinMs } from '#libs/requests';
import type { Store } from '#libs/store';
import type { EventMeter } from '../metrics/event.meter.js';
import type { HealthDto } from './health.dto.js';

/** Probes have short timeouts: a Redis that hangs counts as unreachable. */
const WITHIN_MS = 1_000;
/** The result is shared for so long, as these routes are public. */
const REMEMBERED_MS = 500;

/** Whether the gateway can serve. Does not depend on upstreams: stored jobs can be served without them. */
export class GatewayReadiness {
  private looking: Promise<HealthDto> | null = null;

  constructor(
    private readonly store: Store,
    private readonly events: Pick<EventMeter, 'isReceivingAny'>,
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
        this.store.heartbeats.wasAnySeenLately().catch(() => null),
        WITHIN_MS,
      ),
    ]);
    const checks = {
      redis: word(isStoreThere ?? false),
      events: word(this.events.isReceivingAny),
      worker: wasWorkerSeen === null ? ('unknown' as const) : word(wasWorkerSeen),
    };
    // The worker check may be on an unreachable node while others serve.
    const status = word(Object.values(checks).every((check) => check !== 'failed'));
    return { status, checks: this.store.clock.reading.isSkewed ? { ...checks, clock: 'skewed' } : checks };
  }
}

const word = (isGood: boolean): 'ok' | 'failed' => (isGood ? 'ok' : 'failed');

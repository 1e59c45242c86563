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
  private checking: Promise<HealthDto> | null = null;

  constructor(
    private readonly store: Store,
    private readonly events: Pick<EventMeter, 'isReceivingAny'>,
  ) {}

  check(): Promise<HealthDto> {
    if (this.checking === null) {
      this.checking = this.runChecks();
      const forget = () => setTimeout(() => (this.checking = null), REMEMBERED_MS).unref();
      void this.checking.then(forget, forget);
    }
    return this.checking;
  }

  private async runChecks(): Promise<HealthDto> {
    const [isStoreThere, wasWorkerSeen] = await Promise.all([
      withinMs(this.store.isReachable(), WITHIN_MS),
      withinMs(
        this.store.heartbeats.wasAnySeenLately().catch(() => null),
        WITHIN_MS,
      ),
    ]);
    const checks = {
      redis: statusOf(isStoreThere ?? false),
      events: statusOf(this.events.isReceivingAny),
      worker: wasWorkerSeen === null ? ('unknown' as const) : statusOf(wasWorkerSeen),
    };
    // The worker check may be on an unreachable node while others serve.
    const status = statusOf(Object.values(checks).every((check) => check !== 'failed'));
    return { status, checks: this.store.clock.reading.isSkewed ? { ...checks, clock: 'skewed' } : checks };
  }
}

const statusOf = (isGood: boolean): 'ok' | 'failed' => (isGood ? 'ok' : 'failed');

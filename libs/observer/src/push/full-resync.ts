import type { ConnectionContext } from '../connection-context.js';

/** So much of the connection's budget goes into a round; the rest is for those who ask meanwhile. */
const SHARE_OF_BUDGET = 0.5;
/** Where no budget is given: calls a second for each that may be in flight. */
const GUESSED_RATE = 10;
/** What is due sooner is left alone: it is polled soon, or is in somebody's hands, whose lease is no longer than that. */
const SOON_MS = 10_000;

/** Brings the next checks of all jobs forward, spread within the budget: one round at a time. */
export class FullResync {
  private busyUntil = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly context: ConnectionContext) {}

  /** One round soon, however often it is asked for; not before `delayMs`, nor before the last one is through. */
  request(delayMs = 0): void {
    if (this.timer) clearTimeout(this.timer);
    const wait = Math.max(delayMs, this.busyUntil - this.context.now());
    this.timer = setTimeout(() => void this.begin(), wait);
  }

  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async begin(): Promise<void> {
    const { store, settings, now, logger } = this.context;
    const { concurrency, requestsPerSecond } = settings.limits;
    const perSecond = SHARE_OF_BUDGET * (requestsPerSecond ?? concurrency * GUESSED_RATE);
    this.timer = null;
    try {
      const jobs = await store.schedule.hurry(settings.name, now(), now() + SOON_MS, 1000 / perSecond);
      this.busyUntil = now() + (jobs * 1000) / perSecond;
      logger.info({ connection: settings.name, jobs }, 'full resync scheduled');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ connection: settings.name, error: message }, 'full resync failed');
      this.request(SOON_MS);
    }
  }
}

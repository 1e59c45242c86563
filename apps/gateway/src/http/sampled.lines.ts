import type { Logger } from 'pino';

/** In each `EVERY_MS` so many requests have a line of their own; of the others one line tells how many there were. */
const MOST_LINES = 20;
const EVERY_MS = 10_000;

/** Lines of requests of which anybody can send as many as they like. */
export class SampledLines {
  private endsAt = 0;
  private lines = 0;
  private untold = 0;

  constructor(
    private readonly logger: Logger,
    /** Monotonic milliseconds. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Writes the line of a request, or counts it. */
  write(facts: object): void {
    const now = this.now();
    if (now >= this.endsAt) {
      if (this.untold > 0) this.logger.info({ requests: this.untold }, 'requests refused without a line for each');
      this.endsAt = now + EVERY_MS;
      this.lines = 0;
      this.untold = 0;
    }
    if (this.lines >= MOST_LINES) this.untold += 1;
    else {
      this.lines += 1;
      this.logger.info(facts, 'request');
    }
  }
}

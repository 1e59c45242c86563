import type { Logger } from 'pino';

/** Lines in each interval; the others are counted in one line. */
const MAX_LINES = 20;
const EVERY_MS = 10_000;

/** `unit`: the member with the count of the others. */
interface Words {
  level: 'info' | 'warn';
  each: string;
  others: string;
  unit: string;
}

const REQUESTS: Words = {
  ...{ level: 'info', unit: 'requests' },
  ...{ each: 'request', others: 'requests refused without a line for each' },
};
export const SOCKETS: Words = {
  ...{ level: 'warn', unit: 'sockets' },
  ...{ each: 'socket refused', others: 'sockets refused without a line for each' },
};

/** Bounds the log lines of requests and sockets that anyone can cause. */
export class LogSampler {
  private endsAt = 0;
  private lines = 0;
  private unreported = 0;

  constructor(
    private readonly logger: Logger,
    /** Monotonic milliseconds. */
    private readonly now: () => number = () => performance.now(),
    private readonly words = REQUESTS,
  ) {}

  /** Logs one, or counts it. */
  write(facts: object): void {
    const now = this.now();
    const { level, each, others, unit } = this.words;
    if (now >= this.endsAt) {
      if (this.unreported > 0) this.logger[level]({ [unit]: this.unreported }, others);
      this.endsAt = now + EVERY_MS;
      this.lines = 0;
      this.unreported = 0;
    }
    if (this.lines >= MAX_LINES) this.unreported += 1;
    else {
      this.lines += 1;
      this.logger[level](facts, each);
    }
  }
}

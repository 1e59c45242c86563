import type { Logger } from 'pino';

/** In each `EVERY_MS` so many of them have a line of their own; of the others one line tells how many there were. */
const MOST_LINES = 20;
const EVERY_MS = 10_000;

/** What is written. `unit`: the member that says how many have no line. */
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

/** Lines of requests, or of sockets, of which anybody can send as many as they like. */
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

  /** Writes the line of one, or counts it. */
  write(facts: object): void {
    const now = this.now();
    const { level, each, others, unit } = this.words;
    if (now >= this.endsAt) {
      if (this.unreported > 0) this.logger[level]({ [unit]: this.unreported }, others);
      this.endsAt = now + EVERY_MS;
      this.lines = 0;
      this.unreported = 0;
    }
    if (this.lines >= MOST_LINES) this.unreported += 1;
    else {
      this.lines += 1;
      this.logger[level](facts, each);
    }
  }
}

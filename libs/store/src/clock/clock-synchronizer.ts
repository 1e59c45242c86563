import type { Moment } from '#libs/jobs';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { ClockReading, RedisClock } from './redis-clock.js';

/** A machine that was suspended, or a fail-over to a server with another clock, is noticed within this time. */
const SAMPLE_INTERVAL_MS = 2_000;
/** The first sample is often slow, because the connection is new. */
const FIRST_SAMPLE_INTERVAL_MS = 250;
const FIRST_SAMPLES = 4;

/** In the slot of its key: of a Redis Cluster all processes ask the same node, whose clock may differ from the others'. */
const TIME = `return redis.call('TIME')`;

/** Keeps a clock in step with Redis for as long as the process runs. */
export class ClockSynchronizer {
  private timer: NodeJS.Timeout | null = null;
  private samples = 0;
  private isStopped = false;
  private wasSkewed = false;
  private report: (reading: ClockReading) => void = () => undefined;

  constructor(
    private readonly clock: RedisClock,
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** Called when the wall clock of this process turns out to be wrong, and when it is right again. */
  onSkew(report: (reading: ClockReading) => void): void {
    this.report = report;
    this.wasSkewed = false;
    this.reportChange();
  }

  /** Asks from now on. A new connection may lead to another server: it is asked at once. */
  start(): void {
    this.redis.on('ready', this.sample);
    void this.sample();
  }

  stop(): void {
    this.isStopped = true;
    this.redis.off('ready', this.sample);
    if (this.timer) clearTimeout(this.timer);
  }

  private readonly sample = async (): Promise<void> => {
    if (this.timer) clearTimeout(this.timer);
    // While Redis is unreachable, the last offset remains valid.
    await this.clock.synchronize(() => this.readTime()).catch(() => undefined);
    this.samples += 1;
    if (this.isStopped) return;
    this.reportChange();
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.sample(),
      this.samples < FIRST_SAMPLES ? FIRST_SAMPLE_INTERVAL_MS : SAMPLE_INTERVAL_MS,
    );
    this.timer.unref();
  };

  private async readTime(): Promise<Moment> {
    const asked = this.redis.eval(TIME, 1, this.keys.workers()) as Promise<[string, string]>;
    // Any other node is better than an unchecked wall clock.
    const reply = await (this.clock.isSynchronized ? asked : asked.catch(() => this.redis.time()));
    return Number(reply[0]) * 1_000 + Number(reply[1]) / 1_000;
  }

  private reportChange(): void {
    const { reading } = this.clock;
    if (reading.isSkewed === this.wasSkewed) return;
    this.wasSkewed = reading.isSkewed;
    this.report(reading);
  }
}

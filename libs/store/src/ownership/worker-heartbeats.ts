import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from '../redis/redis-client.js';

const SEEN_LATELY_MS = 60_000;
/** More than clocks differ. */
const CLOCK_SKEW_MS = 60_000;

/** Which workers are alive. Redis counts the time. */
export class WorkerHeartbeats {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** Reports that a worker is alive for the next `forMs`. `dead`: some of those that ended without a word. */
  async report(worker: string, forMs: number): Promise<{ alive: number; dead: string[] }> {
    const [workers, seen, dead] = [this.keys.workers(), this.keys.workerSeen(), this.keys.deadWorkers()];
    const [alive, ...names] = await this.redis.jobgateHeartbeat(workers, seen, dead, worker, forMs, SEEN_LATELY_MS);
    return { alive: Number(alive), dead: names };
  }

  /** A worker ends. */
  async end(worker: string): Promise<void> {
    await this.redis.zrem(this.keys.workers(), worker);
  }

  /** Nothing is left of a worker that died. */
  async forget(worker: string): Promise<void> {
    await this.redis.srem(this.keys.deadWorkers(), worker);
  }

  async alive(): Promise<string[]> {
    const [seconds, microseconds] = await this.redis.time();
    const now = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    return this.redis.zrangebyscore(this.keys.workers(), `(${now}`, '+inf');
  }

  /** Whether any worker may be alive: one that died is known by its silence a minute later, as clocks differ. */
  async mayAnyBeAlive(now: number): Promise<boolean> {
    return (await this.redis.zcount(this.keys.workers(), now - CLOCK_SKEW_MS, '+inf')) > 0;
  }

  /** Whether a worker was alive within the last minute: its successor may be starting. */
  async wasAnySeenLately(): Promise<boolean> {
    return (await this.redis.exists(this.keys.workerSeen())) === 1;
  }
}

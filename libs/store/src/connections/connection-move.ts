import { applyDescription, formatJobId, type JobRecord, type Moment } from '#libs/jobs';
import type { JobStore } from '../jobs/job-store.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { StoredJob } from '../codecs/stored-job.js';
import { UnreadableRecord } from '../codecs/unreadable-record.js';
import type { ConnectionKeys } from './connection-keys.js';
import { mergeKey } from './key-merge.js';

/** What moves with the jobs. Indexes, schedule, events and queues are rebuilt. */
const MERGED =
  /^(?:(?:history|result|raw|command|webhooks:lane|webhooks:due):|(?:durations|sequences|webhooks:(?:named|held|pending))$)/;
const JOB = 'job:';
/** How long the way back is locked after a crash. */
const MOVING_TTL_MS = 15_000;
/** Files reach the processes of an installation one after another. */
const MOVED_TTL_MS = 600_000;

/**
 * Moves the jobs of a renamed connection with history, results, labels, commands and queued deliveries. No process
 * may work on the former connection meanwhile. A move that was aborted can be resumed.
 */
export class ConnectionMove {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly jobs: JobStore,
    private readonly connectionKeys: ConnectionKeys,
  ) {}

  /** Whether there is anything to move. */
  async isNeeded(from: string): Promise<boolean> {
    return (await this.redis.exists(this.keys.version(from))) === 1;
  }

  /**
   * Returns the numbers of moved and of unreadable jobs; null: another process moves in the opposite direction. The
   * new name is published first. Rejects if the signal is aborted.
   */
  async run(
    from: string,
    to: string,
    at: Moment,
    signal?: AbortSignal,
  ): Promise<{ moved: number; left: number } | null> {
    await this.redis.set(this.keys.moving(from), to, 'PX', MOVING_TTL_MS);
    try {
      if ((await this.redis.get(this.keys.moving(to))) === from) return null;
      await this.redis.del(this.keys.moved(to));
      await this.redis.set(this.keys.moved(from), to, 'PX', MOVED_TTL_MS);
      return await this.moveAll(from, to, at, signal);
    } finally {
      await this.redis.del(this.keys.moving(from));
    }
  }

  private async moveAll(
    from: string,
    to: string,
    at: Moment,
    signal?: AbortSignal,
  ): Promise<{ moved: number; left: number }> {
    const base = this.keys.base(from);
    for await (const names of this.connectionKeys.of(from)) {
      await this.extendLock(from, signal);
      for (const name of names.filter((one) => MERGED.test(one.slice(base.length)))) {
        await mergeKey(this.redis, name, this.keys.base(to) + name.slice(base.length));
      }
    }
    const counted = { moved: 0, left: 0 };
    for await (const names of this.connectionKeys.of(from)) {
      await this.extendLock(from, signal);
      const keys = names.flatMap((name) => (name.startsWith(base + JOB) ? [name.slice(base.length + JOB.length)] : []));
      const found = await this.jobs.readMany(keys.map((key) => ({ connection: from, key })));
      for (const job of found) {
        if (job instanceof UnreadableRecord) counted.left += 1;
        else if (job !== null) await this.moveJob(job, to, at);
        if (job !== null && !(job instanceof UnreadableRecord)) counted.moved += 1;
      }
    }
    if (counted.left === 0) await this.connectionKeys.remove(from);
    return counted;
  }

  private async extendLock(from: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await this.redis.pexpire(this.keys.moving(from), MOVING_TTL_MS);
  }

  private async moveJob({ record }: StoredJob, to: string, at: Moment): Promise<void> {
    const address = { connection: to, key: record.key };
    await this.jobs.update(address, (current) =>
      current === null
        ? { revised: { record: underName(record, to), hasChanged: true, transition: null }, isMoved: true }
        : { revised: applyDescription(current.record, descriptionOf(record, current.record), at) },
    );
    await this.redis.unlink(this.keys.job(record.connection, record.key));
  }
}

function underName(record: JobRecord, connection: string): JobRecord {
  return { ...record, id: formatJobId({ connection, key: record.key }), connection };
}

/** The former description, where it was not changed since. */
function descriptionOf(before: JobRecord, since: JobRecord) {
  return { name: since.name ?? before.name, labels: { ...before.labels, ...since.labels } };
}

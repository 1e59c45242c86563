import { formatJobId, type JobAddress } from '#libs/jobs';
import { UnreadableRecord } from '#libs/store';
import { CachedJob } from './in-process/cached-job.js';
import type { JobCache } from './in-process/job.cache.js';
import type { StoredJobReader } from './redis/stored-job.reader.js';

/** Layers 1 and 2: jobs from the cache of this process, else from Redis, which fills the cache. */
export class ReadThroughCache {
  constructor(
    private readonly cache: JobCache,
    private readonly stored: StoredJobReader,
  ) {}

  /** The cached job, valid or not. */
  cached(id: string): CachedJob | undefined {
    return this.cache.get(id);
  }

  /** One read of Redis for all concurrent requests; null: not tracked. */
  read(id: string, job: JobAddress): Promise<CachedJob | null> {
    return this.cache.read(id, () => this.load(job));
  }

  /** In the order asked for; null where a job is not tracked. */
  async readMany(jobs: readonly JobAddress[]): Promise<(CachedJob | UnreadableRecord | null)[]> {
    const now = this.stored.now();
    const found = jobs.map((job) => {
      const id = formatJobId(job);
      const cached = this.cached(id);
      return cached?.isValid(now) ? cached : this.read(id, job).catch(resultIfUnreadable);
    });
    return found.some((job) => job instanceof Promise) ? Promise.all(found) : (found as CachedJob[]);
  }

  private async load(job: JobAddress): Promise<CachedJob | null> {
    const reading = await this.stored.read(job);
    if (reading === null) return null;
    return new CachedJob(reading.record, reading.cacheStatus, this.cache.source(job.connection), this.stored.now());
  }
}

function resultIfUnreadable(error: unknown): UnreadableRecord {
  if (error instanceof UnreadableRecord) return error;
  throw error;
}

import { formatJobId, type JobAddress } from '#libs/jobs';
import { UnreadableRecord } from '#libs/store';
import type { JobReader } from './job.reader.js';
import { CachedJob } from './in-process/cached-job.js';
import type { JobCache } from './in-process/job.cache.js';

/** The one way to the answers about stored jobs: what this process holds, else what the store says, which is then held. */
export class ReadThroughCache {
  constructor(
    private readonly answers: JobCache,
    private readonly reader: JobReader,
    private readonly now: () => number,
  ) {}

  /** What is held of a job, good or not. */
  held(id: string): CachedJob | undefined {
    return this.answers.get(id);
  }

  /** Whether nothing is known that could be said better. */
  isGood(answer: CachedJob, now: number): boolean {
    return answer.source.isConnected && now < answer.validUntil;
  }

  /** A read of the store, shared by all who want this job at the time; null when it is not tracked. */
  read(id: string, job: JobAddress): Promise<CachedJob | null> {
    return this.answers.read(id, () => this.load(job));
  }

  /** In the order asked for, each on its own; null where a job is not tracked. */
  async readMany(jobs: readonly JobAddress[]): Promise<(CachedJob | UnreadableRecord | null)[]> {
    const now = this.now();
    const found = jobs.map((job) => {
      const id = formatJobId(job);
      const answer = this.held(id);
      return answer !== undefined && this.isGood(answer, now) ? answer : this.read(id, job).catch(resultIfUnreadable);
    });
    return found.some((answer) => answer instanceof Promise) ? Promise.all(found) : (found as CachedJob[]);
  }

  private async load(job: JobAddress): Promise<CachedJob | null> {
    const reading = await this.reader.readStored(job);
    if (reading === null) return null;
    return new CachedJob(reading.record, reading.cacheStatus, this.answers.source(job.connection), this.now());
  }
}

function resultIfUnreadable(error: unknown): UnreadableRecord {
  if (error instanceof UnreadableRecord) return error;
  throw error;
}

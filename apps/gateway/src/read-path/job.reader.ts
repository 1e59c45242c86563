import { isDormant, type JobRecord } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { ReaderDemand } from '../demand/reader.demand.js';
import { cacheStatus } from '../http/cache-status.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { isFreshEnough, type FreshnessRequirement } from './freshness.js';
import type { JobCache } from './in-process/job.cache.js';
import { known, type Reading } from './reading.js';
import type { StoredJobReader } from './redis/stored-job.reader.js';
import type { WorkerPolledReader } from './worker/worker-polled.reader.js';

/** Reads one job for a caller: from Redis, else by a worker. */
export class JobReader {
  constructor(
    private readonly store: Store,
    private readonly stored: StoredJobReader,
    private readonly polled: WorkerPolledReader,
    private readonly cache: JobCache,
    private readonly demand: ReaderDemand,
  ) {}

  async read(job: AddressedJob, requirement: FreshnessRequirement): Promise<Reading> {
    const reading = await this.readLayers(job, requirement);
    if (reading.kind === 'known') this.noteRead(reading.record);
    return reading;
  }

  /** A caller gets this record: older ones leave the cache, and the read counts as demand. */
  noteRead(record: JobRecord): void {
    this.cache.notice(record);
    this.demand.countRead(record.id, record.observation.nextCheckAt);
  }

  private async readLayers(job: AddressedJob, requirement: FreshnessRequirement): Promise<Reading> {
    const found = await this.store.jobs.read(job);
    const stored = found !== null && isDormant(found.record) ? await this.stored.awaken(job, found) : found;
    if (stored !== null && isFreshEnough(stored.record, requirement, this.stored.now())) {
      return known((await this.stored.withOverdueMarked(stored)).record);
    }
    if (requirement.isCachedOnly) {
      const status = cacheStatus({ isRefused: true, detail: 'only-if-cached' });
      return { kind: 'too-old', cacheStatus: status, why: 'nobody was to be asked' };
    }
    return stored === null ? this.polled.readUntracked(job) : this.polled.refresh(job, stored, requirement);
  }
}

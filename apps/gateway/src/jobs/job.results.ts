import type { Store } from '#libs/store';
import type { AddressedJob } from './job.addresses.js';
import { tracked } from './job.tracker.js';

export interface FoundResult {
  bytes: number;
  digest: string;
  chunks: AsyncIterable<Buffer>;
}

/** The results of jobs, in pieces: they may be larger than what a process should hold. */
export class JobResults {
  constructor(private readonly store: Store) {}

  /** null: the job is known, but has no result. */
  async of(job: AddressedJob): Promise<FoundResult | null> {
    const { record } = tracked(await this.store.jobs.read(job));
    const stored = record.result === null ? null : await this.store.jobs.result(job);
    return stored === null || record.result === null ? null : { ...stored, digest: record.result.digest };
  }
}

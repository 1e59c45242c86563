import type { JobRecord } from '#libs/jobs';
import type { Store } from '#libs/store';
import { ProblemException } from '../problems/problem.exception.js';
import type { JobDto, MinimalJobDto } from './job.dto.js';
import { presentJob, presentMinimal } from './job.presenter.js';

export type View = (record: JobRecord) => Promise<JobDto | MinimalJobDto> | JobDto | MinimalJobDto;

/** The representations of `?view=`. */
export class JobViews {
  private readonly byName: Record<string, View> = {
    standard: presentJob,
    minimal: presentMinimal,
    full: (record) => this.full(record),
  };

  constructor(private readonly store: Store) {}

  named(view: string | undefined): View {
    const name = view ?? 'standard';
    if (!Object.hasOwn(this.byName, name)) {
      throw new ProblemException('invalid-request', 'There is no such view.', {
        errors: [{ pointer: '?view', detail: 'Must be standard, full or minimal.' }],
      });
    }
    return this.byName[name]!;
  }

  /** The same for a job that is not tracked. */
  async ofUntracked(view: string | undefined, record: JobRecord): Promise<JobDto | MinimalJobDto> {
    const shown = await this.named(view)({ ...record, revision: 0 });
    return 'links' in shown ? { ...shown, trackedAt: null, changedAt: null } : shown;
  }

  private async full(record: JobRecord): Promise<JobDto> {
    const last = await this.store.jobs.lastResponse(record);
    return { ...presentJob(record), raw: last?.raw ?? null };
  }
}

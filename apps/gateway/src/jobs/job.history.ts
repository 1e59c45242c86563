import type { Store } from '#libs/store';
import type { AddressedJob } from './job.addresses.js';
import type { HistoryDto } from './job-details.dto.js';
import { timestamp } from './job.presenter.js';
import { tracked } from './job.tracker.js';

export class JobHistory {
  constructor(private readonly store: Store) {}

  async of(job: AddressedJob): Promise<HistoryDto> {
    const [stored, transitions] = await Promise.all([this.store.jobs.read(job), this.store.jobs.history(job)]);
    return {
      id: tracked(stored).record.id,
      transitions: transitions.map((transition) => ({
        ...transition,
        upstreamAt: timestamp(transition.upstreamAt),
        notBefore: timestamp(transition.notBefore),
        notAfter: timestamp(transition.notAfter),
      })),
    };
  }
}

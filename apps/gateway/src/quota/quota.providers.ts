import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { OpenRequests } from './open.requests.js';
import { Quotas } from './quotas.js';
import { TrackedJobs } from './tracked.jobs.js';

export function quotaProviders({ access }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: TrackedJobs,
      inject: [Store, JobAddresses],
      useFactory: ({ trackedJobs }: Store, addresses: JobAddresses) =>
        new TrackedJobs(access.limits.tracked, trackedJobs, (connection) => addresses.presentName(connection)),
    },
    { provide: OpenRequests, useFactory: () => new OpenRequests(access.limits) },
    {
      provide: Quotas,
      inject: [Store],
      useFactory: (store: Store) =>
        new Quotas(access.quota, (window, count) => store.rateLimits.increment(window, count), store.clock.now),
    },
  ];
}

import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { provideBy } from '../provide.js';
import { OpenRequests } from './open.requests.js';
import { Quotas } from './quotas.js';
import { TrackedJobs } from './tracked.jobs.js';

export const quotaProviders = ({ access }: GatewayConfiguration): Provider[] => [
  provideBy(
    TrackedJobs,
    [Store, JobAddresses],
    ({ trackedJobs }, addresses) =>
      new TrackedJobs(access.limits.tracked, trackedJobs, (connection) => addresses.presentName(connection)),
  ),
  provideBy(OpenRequests, [], () => new OpenRequests(access.limits)),
  provideBy(
    Quotas,
    [Store],
    ({ rateLimits, clock }) =>
      new Quotas(access.quota, (window, count) => rateLimits.increment(window, count), clock.now),
  ),
];

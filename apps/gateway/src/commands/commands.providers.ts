import type { GatewayConfiguration } from '#libs/config';
import { CommandRequests, ObservationRequests } from '#libs/requests';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { provide, provideBy } from '../provide.js';
import { TrackedJobs } from '../quota/tracked.jobs.js';
import { JobReader } from '../read-path/job.reader.js';
import { CancelTarget } from './cancel-target.js';
import { JobCanceler } from './job.canceler.js';
import { JobStarter } from './job.starter.js';
import { patienceOf, UpstreamCommands } from './upstream.commands.js';
import { UpstreamDeleter } from './upstream.deleter.js';
import { UpstreamLister } from './upstream.lister.js';

export const commandProviders = ({ gateway }: GatewayConfiguration): Provider[] => [
  provide(CommandRequests, [ObservationRequests]),
  provideBy(
    UpstreamCommands,
    [Store, CommandRequests],
    (store, requests) => new UpstreamCommands(store, requests, patienceOf(gateway)),
  ),
  provide(CancelTarget, [Store, JobReader, JobAddresses]),
  provideBy(
    JobCanceler,
    [Store, CommandRequests, CancelTarget, TrackedJobs],
    (store, requests, target, tracked) => new JobCanceler(store, requests, target, tracked, gateway.readWaitMs),
  ),
  provide(JobStarter, [Store, UpstreamCommands, TrackedJobs]),
  provide(UpstreamDeleter, [JobReader, UpstreamCommands]),
  provide(UpstreamLister, [UpstreamCommands]),
];

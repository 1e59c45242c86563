import type { GatewayConfiguration } from '#libs/config';
import { CommandRequests, ObservationRequests } from '#libs/requests';
import { Store } from '#libs/store';
import type { Provider, Type } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobReader } from '../read-path/job.reader.js';
import { TrackedJobs } from '../quota/tracked.jobs.js';
import { ConnectionJobsController } from './connection-jobs.controller.js';
import { JobCommandsController } from './job-commands.controller.js';
import { JobCanceler } from './job.canceler.js';
import { JobStarter } from './job.starter.js';
import { CancelTarget } from './cancel-target.js';
import { patienceOf, UpstreamCommands } from './upstream.commands.js';
import { UpstreamDeleter } from './upstream.deleter.js';
import { UpstreamLister } from './upstream.lister.js';

export const COMMAND_CONTROLLERS: Type[] = [JobCommandsController, ConnectionJobsController];

/** What acts on upstreams. */
export function commandProviders({ gateway }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: CommandRequests,
      inject: [ObservationRequests],
      useFactory: (requests: ObservationRequests) => new CommandRequests(requests),
    },
    {
      provide: UpstreamCommands,
      inject: [Store, CommandRequests],
      useFactory: (store: Store, requests: CommandRequests) =>
        new UpstreamCommands(store, requests, patienceOf(gateway)),
    },
    {
      provide: JobCanceler,
      inject: [Store, CommandRequests, JobReader, JobAddresses, TrackedJobs],
      useFactory: (
        store: Store,
        requests: CommandRequests,
        reader: JobReader,
        addresses: JobAddresses,
        tracked: TrackedJobs,
      ) => new JobCanceler(store, requests, new CancelTarget(store, reader, addresses), tracked, gateway.readWaitMs),
    },
    {
      provide: JobStarter,
      inject: [Store, UpstreamCommands, TrackedJobs],
      useFactory: (store: Store, commands: UpstreamCommands, tracked: TrackedJobs) =>
        new JobStarter(store, commands, tracked),
    },
    {
      provide: UpstreamDeleter,
      inject: [JobReader, UpstreamCommands],
      useFactory: (reader: JobReader, commands: UpstreamCommands) => new UpstreamDeleter(reader, commands),
    },
    {
      provide: UpstreamLister,
      inject: [UpstreamCommands],
      useFactory: (commands: UpstreamCommands) => new UpstreamLister(commands),
    },
  ];
}

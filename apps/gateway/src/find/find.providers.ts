import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { ConnectionWatch } from '../connections/connection.watch.js';
import { HotShelf } from '../hot/hot.shelf.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobBatch } from './job.batch.js';
import { JobSummary } from './job.summary.js';

/** What finding many jobs at once is made of. */
export const FIND_PROVIDERS: Provider[] = [
  {
    provide: JobBatch,
    inject: [JobAddresses, HotShelf],
    useFactory: (addresses: JobAddresses, shelf: HotShelf) => new JobBatch(addresses, shelf),
  },
  {
    provide: JobSummary,
    inject: [Store, JobAddresses, ConnectionWatch],
    useFactory: (store: Store, addresses: JobAddresses, watch: ConnectionWatch) =>
      new JobSummary(store, addresses, watch),
  },
];

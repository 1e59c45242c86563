import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { ConnectionWatch } from '../connections/connection.watch.js';
import { HotShelf } from '../hot/hot.shelf.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobReader } from '../jobs/job.reader.js';
import { ReadPointers } from '../jobs/read.pointers.js';
import { JobBatch } from './job.batch.js';
import { JobSummary } from './job.summary.js';

/** What finding many jobs at once is made of. */
export const FIND_PROVIDERS: Provider[] = [
  {
    provide: JobBatch,
    inject: [JobAddresses, HotShelf, JobReader, ReadPointers],
    useFactory: (addresses: JobAddresses, shelf: HotShelf, reader: JobReader, pointers: ReadPointers) =>
      new JobBatch(addresses, shelf, reader, pointers),
  },
  {
    provide: JobSummary,
    inject: [Store, JobAddresses, ConnectionWatch],
    useFactory: (store: Store, addresses: JobAddresses, watch: ConnectionWatch) =>
      new JobSummary(store, addresses, watch),
  },
];

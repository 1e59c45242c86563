import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { ConnectionStatusReader } from '../connections/connection.status.js';
import { ReadThroughCache } from '../read-path/read-through.cache.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobReader } from '../read-path/job.reader.js';
import { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';
import { JobBatch } from './job.batch.js';
import { JobSummary } from './job.summary.js';

/** What finding many jobs at once is made of. */
export const FIND_PROVIDERS: Provider[] = [
  {
    provide: JobBatch,
    inject: [JobAddresses, ReadThroughCache, JobReader, PointerReadsReporter],
    useFactory: (addresses: JobAddresses, shelf: ReadThroughCache, reader: JobReader, pointers: PointerReadsReporter) =>
      new JobBatch(addresses, shelf, reader, pointers),
  },
  {
    provide: JobSummary,
    inject: [Store, JobAddresses, ConnectionStatusReader],
    useFactory: (store: Store, addresses: JobAddresses, watch: ConnectionStatusReader) =>
      new JobSummary(store, addresses, watch),
  },
];

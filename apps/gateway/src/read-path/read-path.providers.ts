import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { ObservationRequests } from '#libs/requests';
import { StreamTail, Store, type StreamTailListener } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { ServedHosts } from '../access/served.hosts.js';
import { ReadLog } from '../audit/read.log.js';
import { JobChangeFeed } from '../changes/job-change.feed.js';
import { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';
import { ReaderDemand } from '../demand/reader.demand.js';
import { FastPathCounters } from '../fast-path/fast-path.counters.js';
import { FastPathHandler } from '../fast-path/fast-path.handler.js';
import { JobRequests } from '../fast-path/job.requests.js';
import { ListRequests } from '../fast-path/list.requests.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { JobLister } from '../jobs/job.lister.js';
import { EventMeter } from '../metrics/event.meter.js';
import { provide, provideBy } from '../provide.js';
import { Quotas } from '../quota/quotas.js';
import { TrackedJobs } from '../quota/tracked.jobs.js';
import { JobCache } from './in-process/job.cache.js';
import { PageCache } from './in-process/page.cache.js';
import { JobReader } from './job.reader.js';
import { ReadThroughCache } from './read-through.cache.js';
import { StoredJobReader } from './redis/stored-job.reader.js';
import { WorkerPolledReader } from './worker/worker-polled.reader.js';

/** The layers of a read, the changes that invalidate the first one, and what reads them in front of the framework. */
export const readPathProviders = ({ redis, connections, gateway }: GatewayConfiguration): Provider[] => [
  provideBy(JobCache, [Store], (store) => {
    const cache = new JobCache();
    store.jobs.onChange((event) => cache.onChange(event));
    return cache;
  }),
  provideBy(PageCache, [JobCache, Store], (cache, { clock }) => new PageCache(cache, clock.now)),
  provide(StoredJobReader, [Store]),
  provide(ReadThroughCache, [JobCache, StoredJobReader]),
  provideBy(
    WorkerPolledReader,
    [Store, ObservationRequests, TrackedJobs, StoredJobReader],
    (store, requests, tracked, stored) => new WorkerPolledReader(store, requests, tracked, stored, gateway.readWaitMs),
  ),
  provide(JobReader, [Store, StoredJobReader, WorkerPolledReader, JobCache, ReaderDemand]),
  provideBy(StreamTail, [Store, JobCache, JobChangeFeed, EventMeter], (store, cache, feed, meter) => {
    const tail = new StreamTail(redis.server, store.keys);
    const names = connections.map(({ name }) => name);
    // The cache first: subscribers of a change must not read the answer from before it.
    tail.start(names, notifyInOrder(cache, feed, meter));
    return tail;
  }),
  provideBy(ReaderDemand, [Store, JobAddresses, PointerReadsReporter], ({ watchers, clock }, addresses, pointers) => {
    const isPointer = addresses.isPointer.bind(addresses);
    return new ReaderDemand(watchers, clock.now, { isPointer, note: (job) => pointers.note(addresses.present(job)) });
  }),
  provideBy(
    PointerReadsReporter,
    [Store],
    ({ pointerReads, clock }) => new PointerReadsReporter(pointerReads, clock.now),
  ),
  provide(FastPathCounters, []),
  provideBy(
    JobRequests,
    [JobAddresses, ReadThroughCache, ReaderDemand, Quotas, ReadLog, FastPathCounters, Store],
    (addresses, cache, demand, quotas, log, counters, { clock }) =>
      new JobRequests(addresses, cache, demand, quotas, log, counters, clock.now),
  ),
  provide(ListRequests, [JobLister, Quotas, ReadLog, FastPathCounters]),
  provideBy(
    FastPathHandler,
    [Access, ServedHosts, JobRequests, ListRequests, Store],
    (access, hosts, jobs, lists, { clock }) => new FastPathHandler(access, hosts, jobs, lists, clock.now),
  ),
];

/** Calls several listeners in this order. */
function notifyInOrder(...listeners: readonly StreamTailListener[]): StreamTailListener {
  return {
    onChange: (event, position) => listeners.forEach((listener) => listener.onChange(event, position)),
    onDisconnect: (connections) => listeners.forEach((listener) => listener.onDisconnect(connections)),
    onResume: (...resumed) => listeners.forEach((listener) => listener.onResume(...resumed)),
  };
}

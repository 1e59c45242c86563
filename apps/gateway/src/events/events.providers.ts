import { Access } from '#libs/access';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobChangeFeed } from '../changes/job-change.feed.js';
import { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';
import { ReaderDemand } from '../demand/reader.demand.js';
import { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';
import { provide, provideBy } from '../provide.js';
import { JobReader } from '../read-path/job.reader.js';
import { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import { LongPoll } from '../read-path/long-poll.js';
import { EventStreams } from './event.streams.js';
import { EventsLifecycle } from './events.lifecycle.js';
import { EventsResponder } from './events.responder.js';
import { Heartbeats } from './heartbeats.js';

export const EVENTS_PROVIDERS: Provider[] = [
  provide(JobChangeFeed, [Store]),
  provide(Heartbeats, []),
  provide(WatchedJobsReporter, [JobChangeFeed, ReaderDemand, PointerReadsReporter]),
  provide(LongPoll, [JobReader, StoredJobReader, JobChangeFeed, WatchedJobsReporter]),
  provideBy(
    EventStreams,
    [JobChangeFeed, Store, WatchedJobsReporter],
    (feed, { events }, watched) => new EventStreams(feed, events, watched),
  ),
  provide(EventsResponder, [EventStreams, JobChangeFeed, Heartbeats, Access]),
  EventsLifecycle,
];

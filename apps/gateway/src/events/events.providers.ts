import { Access } from '#libs/access';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobReader } from '../read-path/job.reader.js';
import { LongPoll } from '../read-path/long-poll.js';
import { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';
import { ReaderDemand } from '../demand/reader.demand.js';
import { EventsResponder } from './events.responder.js';
import { EventStreams } from './event.streams.js';
import { EventsController } from './events.controller.js';
import { Heartbeats } from './heartbeats.js';
import { JobChangeFeed } from '../changes/job-change.feed.js';
import { EventsLifecycle } from './events.lifecycle.js';
import { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';

export const EVENTS_CONTROLLERS = [EventsController];

/** What waits and streams need. Whoever provides the tail of events has it tell `JobChangeFeed`. */
export const EVENTS_PROVIDERS: Provider[] = [
  { provide: JobChangeFeed, inject: [Store], useFactory: (store: Store) => new JobChangeFeed(store.jobs) },
  { provide: Heartbeats, useFactory: () => new Heartbeats() },
  {
    provide: WatchedJobsReporter,
    inject: [JobChangeFeed, ReaderDemand, PointerReadsReporter],
    useFactory: (news: JobChangeFeed, interest: ReaderDemand, pointers: PointerReadsReporter) =>
      new WatchedJobsReporter(news, interest, pointers),
  },
  {
    provide: LongPoll,
    inject: [JobReader, JobChangeFeed, WatchedJobsReporter],
    useFactory: (reader: JobReader, news: JobChangeFeed, watched: WatchedJobsReporter) =>
      new LongPoll(reader, news, watched),
  },
  {
    provide: EventStreams,
    inject: [JobChangeFeed, Store, WatchedJobsReporter],
    useFactory: (news: JobChangeFeed, store: Store, watched: WatchedJobsReporter) =>
      new EventStreams(news, store.events, watched),
  },
  {
    provide: EventsResponder,
    inject: [EventStreams, JobChangeFeed, Heartbeats, Access],
    useFactory: (streams: EventStreams, news: JobChangeFeed, heartbeats: Heartbeats, access: Access) =>
      new EventsResponder(streams, news, heartbeats, access),
  },
  EventsLifecycle,
];

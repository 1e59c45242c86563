import { Access } from '#libs/access';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobReader } from '../jobs/job.reader.js';
import { JobWaiter } from '../jobs/job.waiter.js';
import { ReadPointers } from '../jobs/read.pointers.js';
import { ReaderInterest } from '../jobs/reader.interest.js';
import { EventAnswers } from './event.answers.js';
import { EventStreams } from './event.streams.js';
import { EventsController } from './events.controller.js';
import { Heartbeats } from './heartbeats.js';
import { JobNews } from './job.news.js';
import { NewsLifecycle } from './news.lifecycle.js';
import { WatchedJobs } from './watched-jobs.js';

export const EVENTS_CONTROLLERS = [EventsController];

/** What waits and streams need. Whoever provides the tail of events has it tell `JobNews`. */
export const EVENTS_PROVIDERS: Provider[] = [
  { provide: JobNews, inject: [Store], useFactory: (store: Store) => new JobNews(store.jobs) },
  { provide: Heartbeats, useFactory: () => new Heartbeats() },
  {
    provide: WatchedJobs,
    inject: [JobNews, ReaderInterest, ReadPointers],
    useFactory: (news: JobNews, interest: ReaderInterest, pointers: ReadPointers) =>
      new WatchedJobs(news, interest, pointers),
  },
  {
    provide: JobWaiter,
    inject: [JobReader, JobNews, WatchedJobs],
    useFactory: (reader: JobReader, news: JobNews, watched: WatchedJobs) => new JobWaiter(reader, news, watched),
  },
  {
    provide: EventStreams,
    inject: [JobNews, Store, WatchedJobs],
    useFactory: (news: JobNews, store: Store, watched: WatchedJobs) => new EventStreams(news, store.events, watched),
  },
  {
    provide: EventAnswers,
    inject: [EventStreams, JobNews, Heartbeats, Access],
    useFactory: (streams: EventStreams, news: JobNews, heartbeats: Heartbeats, access: Access) =>
      new EventAnswers(streams, news, heartbeats, access),
  },
  NewsLifecycle,
];

import { Access } from '#libs/access';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { JobReader } from '../jobs/job.reader.js';
import { JobWaiter } from '../jobs/job.waiter.js';
import { EventAnswers } from './event.answers.js';
import { EventStreams } from './event.streams.js';
import { EventsController } from './events.controller.js';
import { Heartbeats } from './heartbeats.js';
import { JobNews } from './job.news.js';
import { NewsLifecycle } from './news.lifecycle.js';

export const EVENTS_CONTROLLERS = [EventsController];

/** What waits and streams need. Whoever provides the tail of events has it tell `JobNews`. */
export const EVENTS_PROVIDERS: Provider[] = [
  { provide: JobNews, inject: [Store], useFactory: (store: Store) => new JobNews(store.jobs) },
  { provide: Heartbeats, useFactory: () => new Heartbeats() },
  {
    provide: JobWaiter,
    inject: [JobReader, JobNews],
    useFactory: (reader: JobReader, news: JobNews) => new JobWaiter(reader, news, () => undefined),
  },
  {
    provide: EventStreams,
    inject: [JobNews, Store],
    useFactory: (news: JobNews, store: Store) => new EventStreams(news, store.events),
  },
  {
    provide: EventAnswers,
    inject: [EventStreams, JobNews, Heartbeats, Access],
    useFactory: (streams: EventStreams, news: JobNews, heartbeats: Heartbeats, access: Access) =>
      new EventAnswers(streams, news, heartbeats, access),
  },
  NewsLifecycle,
];

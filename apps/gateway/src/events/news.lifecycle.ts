import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Heartbeats } from './heartbeats.js';
import { JobNews } from './job.news.js';
import { WatchedJobs } from './watched-jobs.js';

/** Waits and streams do not end by themselves: whoever closes the application, or lets it run empty, ends them first. */
@Injectable()
export class NewsLifecycle implements OnModuleDestroy {
  constructor(
    private readonly news: JobNews,
    private readonly heartbeats: Heartbeats,
    private readonly watched: WatchedJobs,
  ) {}

  onModuleDestroy(): void {
    this.end();
  }

  end(): void {
    this.heartbeats.stop();
    this.watched.stop();
    this.news.close();
  }
}

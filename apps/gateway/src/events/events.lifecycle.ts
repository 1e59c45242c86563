import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Heartbeats } from './heartbeats.js';
import { JobChangeFeed } from '../changes/job-change.feed.js';
import { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';

/** Waits and streams do not end by themselves: closing or draining the application ends them first. */
@Injectable()
export class EventsLifecycle implements OnModuleDestroy {
  constructor(
    private readonly feed: JobChangeFeed,
    private readonly heartbeats: Heartbeats,
    private readonly watched: WatchedJobsReporter,
  ) {}

  onModuleDestroy(): void {
    this.end();
  }

  end(): void {
    this.heartbeats.stop();
    this.watched.stop();
    this.feed.close();
  }
}

import type { EventLog } from '#libs/store';
import { EventChannel } from './event.channel.js';
import { resumptionOf, type Resumption } from './event.resumption.js';
import { EventStream, type EventSink } from './event.stream.js';
import type { StreamSource } from './stream.source.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import type { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';

interface OpenChannel {
  channel: EventChannel;
  unsubscribe: () => void;
}

/** All streams of events that are open in this process. */
export class EventStreams {
  private readonly channels = new Map<string, OpenChannel>();

  constructor(
    private readonly news: JobChangeFeed,
    private readonly log: EventLog,
    private readonly watched: WatchedJobsReporter,
  ) {}

  /** How many different things are streamed. */
  get size(): number {
    return this.channels.size;
  }

  /** How many streams are open. */
  get open(): number {
    const channels = [...this.channels.values()];
    return channels.reduce((sum, { channel: { preparing, live } }) => sum + preparing.size + live.size, 0);
  }

  /** Lets a reader in, who hears from now on; `begin` or `resume` has to follow. */
  enter(subject: StreamSource, sink: EventSink): EventStream {
    const { name } = subject;
    const open = this.channels.get(name) ?? this.openFor(subject);
    return new EventStream(open.channel, this.news, sink, () => {
      if (!open.channel.isEmpty || this.channels.get(name) !== open) return;
      this.channels.delete(name);
      open.unsubscribe();
    });
  }

  /** What a reader has missed since an event; null when that can no longer be told. */
  resumption(subject: StreamSource, lastEventId: string): Promise<Resumption | null> {
    return resumptionOf(this.log, subject, lastEventId);
  }

  /** Ends all of them. Readers come back by themselves, and go on where they were with what they may see by then. */
  endAll(): void {
    for (const { channel } of [...this.channels.values()]) channel.closed();
  }

  private openFor(subject: StreamSource): OpenChannel {
    const channel = new EventChannel(subject);
    const unsubscribe = this.news.subscribe(channel, subject.jobId);
    const close = this.watched.streaming(subject);
    const open = { channel, unsubscribe: () => (close(), unsubscribe()) };
    this.channels.set(subject.name, open);
    return open;
  }
}

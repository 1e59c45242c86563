import type { EventLog } from '#libs/store';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import type { WatchedJobsReporter } from '../demand/watched-jobs.reporter.js';
import { EventChannel } from './event.channel.js';
import { resumptionOf, type Resumption } from './event.resumption.js';
import { EventStream, type EventSink } from './event.stream.js';
import type { StreamSource } from './stream.source.js';

interface OpenChannel {
  channel: EventChannel;
  close: () => void;
}

/** All streams of events that are open in this process. */
export class EventStreams {
  private readonly channels = new Map<string, OpenChannel>();

  constructor(
    private readonly feed: JobChangeFeed,
    private readonly log: EventLog,
    private readonly watched: WatchedJobsReporter,
  ) {}

  /** How many sources are streamed. */
  get size(): number {
    return this.channels.size;
  }

  /** How many streams are open. */
  get open(): number {
    const channels = [...this.channels.values()];
    return channels.reduce((sum, { channel: { preparing, live } }) => sum + preparing.size + live.size, 0);
  }

  /** Opens a stream, which is notified from now on; `begin` or `resume` has to follow. */
  enter(source: StreamSource, sink: EventSink): EventStream {
    const { name } = source;
    const open = this.channels.get(name) ?? this.openChannel(source);
    return new EventStream(open.channel, this.feed, sink, () => {
      if (!open.channel.isEmpty || this.channels.get(name) !== open) return;
      this.channels.delete(name);
      open.close();
    });
  }

  /** What a client has missed since an event; null when that is no longer known. */
  resumption(source: StreamSource, lastEventId: string): Promise<Resumption | null> {
    return resumptionOf(this.log, source, lastEventId);
  }

  /** Ends all of them. Clients reconnect by themselves, and resume with what they may see by then. */
  endAll(): void {
    for (const { channel } of [...this.channels.values()]) channel.closed();
  }

  private openChannel(source: StreamSource): OpenChannel {
    const channel = new EventChannel(source);
    const unsubscribe = this.feed.subscribe(channel, source.jobId);
    const unwatch = this.watched.openStream(source);
    const open = { channel, close: () => (unwatch(), unsubscribe()) };
    this.channels.set(source.name, open);
    return open;
  }
}

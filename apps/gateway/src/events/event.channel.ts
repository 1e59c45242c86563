import type { JobRecord } from '#libs/jobs';
import type { StreamPosition } from '#libs/store';
import { setImmediate as turn } from 'node:timers/promises';
import { bodyOf } from '../read-path/in-process/cached-job.js';
import { EventBatch, gone, type EventMessage } from './event.message.js';
import { formatEventId } from './event.position.js';
import type { StreamSource } from './stream.source.js';
import type { JobChange, ChangeSubscriber, Positions } from '../changes/job-change.feed.js';
import { VisibleJobsFilter } from './visible-jobs.filter.js';
import type { ChangeNotification } from '../changes/change-notifications.js';

/** A stream, as its channel sees it. */
export interface ChannelMember {
  /** A job has changed, whose news comes later. */
  changed(change: ChangeNotification): void;
  /** `isEnd`: nothing more is to be told. */
  write(batch: EventBatch, isEnd: boolean): void;
  /** From now on these connections are not heard, and all others are. */
  available(unreachable: readonly string[]): void;
  restart(): void;
  end(): void;
}

/** So many streams are written to before others get a turn. */
const AT_ONCE = 250;

/** All streams of one subject in this process: what changes is looked at and written down once for all of them. */
export class EventChannel implements ChangeSubscriber {
  /** Those that hear of changes only, until they know all that was before. */
  readonly preparing = new Set<ChannelMember>();
  readonly live = new Set<ChannelMember>();
  private readonly known = new VisibleJobsFilter();
  private readonly connections: ReadonlySet<string>;
  /** Connections that its streams have been told of as not heard. */
  private unreachable: readonly string[];

  constructor(readonly subject: StreamSource) {
    this.connections = new Set(subject.connections);
    this.unreachable = subject.lacking;
  }

  get isEmpty(): boolean {
    return this.preparing.size === 0 && this.live.size === 0;
  }

  changed(change: ChangeNotification): void {
    if (!this.connections.has(change.connection)) return;
    for (const stream of this.preparing) stream.changed(change);
  }

  async read(news: readonly JobChange[], before: Positions): Promise<void> {
    const own = news.filter(({ connection }) => this.connections.has(connection));
    if (own.length === 0 || this.live.size === 0) return;
    const positions = new Map(this.subject.connections.map((name) => [name, before.get(name)!]));
    const batch = new EventBatch(this.messagesOf(own, positions, false));
    if (batch.messages.length === 0) return;
    const isEnd = this.subject.endsWith(own.at(-1)!.record);
    let written = 0;
    for (const stream of [...this.live]) {
      stream.write(batch, isEnd);
      written += 1;
      if (written % AT_ONCE === 0) await turn();
    }
  }

  missed(connections: ReadonlySet<string>): void {
    if (!this.subject.connections.some((name) => connections.has(name))) return;
    for (const stream of [...this.preparing, ...this.live]) stream.restart();
  }

  /** Streams that began without a connection end when it is heard: their readers come back for all of it. */
  availabilityChanged(isConnected: (connection: string) => boolean): void {
    const { connections, lacking } = this.subject;
    if (lacking.some(isConnected)) return this.closed();
    const silent = connections.filter((name) => !isConnected(name));
    const unreachable = [...lacking, ...silent];
    const isSame = unreachable.join() === this.unreachable.join();
    // Nothing is told of a store that is away as a whole.
    if (isSame || silent.length === connections.length) return;
    this.unreachable = unreachable;
    for (const stream of [...this.preparing, ...this.live]) stream.available(unreachable);
  }

  closed(): void {
    for (const stream of [...this.preparing, ...this.live]) stream.end();
  }

  /** A reader of this channel has got to know a job. */
  shown(id: string): void {
    if (this.subject.isFiltered) this.known.add(id);
  }

  /**
   * What news says to readers who have been told up to `positions`, which moves on. `isUnsure`: they may know jobs that
   * nobody here remembers.
   */
  messagesOf(news: readonly JobChange[], positions: Map<string, StreamPosition>, isUnsure: boolean): EventMessage[] {
    return news.flatMap(({ connection, id, position, record }): EventMessage[] => {
      positions.set(connection, position);
      if (record !== null && this.subject.shows(record)) {
        this.shown(id);
        return [{ event: 'job', data: sharedBodyOf(record), id: formatEventId(positions) }];
      }
      const mayBeKnown = !this.subject.isFiltered || this.known.remove(id) || isUnsure;
      return mayBeKnown ? [gone(id, formatEventId(positions))] : [];
    });
  }
}

const bodies = new WeakMap<JobRecord, string>();

/** All channels are handed the same records. */
function sharedBodyOf(record: JobRecord): string {
  let body = bodies.get(record);
  if (body === undefined) bodies.set(record, (body = bodyOf(record)));
  return body;
}

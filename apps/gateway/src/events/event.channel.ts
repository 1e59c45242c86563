import type { JobRecord } from '#libs/jobs';
import type { StreamPosition } from '#libs/store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChangeNotification, JobChange } from '../changes/change-notifications.js';
import type { ChangeSubscriber } from '../changes/job-change.feed.js';
import type { Positions } from '../changes/stream-connections.js';
import { bodyOf } from '../read-path/in-process/cached-job.js';
import { EventBatch, gone, type EventMessage } from './event.message.js';
import { formatEventId } from './event.position.js';
import type { StreamSource } from './stream.source.js';
import { VisibleJobsFilter } from './visible-jobs.filter.js';

/** A stream, as its channel uses it. */
export interface ChannelStream {
  /** A job has changed, which is delivered later. */
  notify(change: ChangeNotification): void;
  /** `isEnd`: nothing follows. */
  write(batch: EventBatch, isEnd: boolean): void;
  /** From now on these connections are disconnected, and all others are connected. */
  available(unreachable: readonly string[]): void;
  restart(): void;
  end(): void;
}

/** After so many writes the event loop runs other work. */
const WRITES_PER_TURN = 250;

/** All streams of one source in this process: each change is filtered and serialized once for all of them. */
export class EventChannel implements ChangeSubscriber {
  /** Those that are only notified, until they have what came before. */
  readonly preparing = new Set<ChannelStream>();
  readonly live = new Set<ChannelStream>();
  private readonly visible = new VisibleJobsFilter();
  private readonly connections: ReadonlySet<string>;
  /** As it was sent to the streams last. */
  private unreachable: readonly string[];

  constructor(readonly source: StreamSource) {
    this.connections = new Set(source.connections);
    this.unreachable = source.missing;
  }

  get isEmpty(): boolean {
    return this.preparing.size === 0 && this.live.size === 0;
  }

  notify(change: ChangeNotification): void {
    if (!this.connections.has(change.connection)) return;
    for (const stream of this.preparing) stream.notify(change);
  }

  async deliver(changes: readonly JobChange[], before: Positions): Promise<void> {
    const own = changes.filter(({ connection }) => this.connections.has(connection));
    if (own.length === 0 || this.live.size === 0) return;
    const positions = new Map(this.source.connections.map((name) => [name, before.get(name)!]));
    const batch = new EventBatch(this.messagesOf(own, positions, false));
    if (batch.messages.length === 0) return;
    const isEnd = this.source.endsAfter(own.at(-1)!.record);
    let written = 0;
    for (const stream of [...this.live]) {
      stream.write(batch, isEnd);
      written += 1;
      if (written % WRITES_PER_TURN === 0) await nextTurn();
    }
  }

  missed(connections: ReadonlySet<string>): void {
    if (!this.source.connections.some((name) => connections.has(name))) return;
    for (const stream of this.all()) stream.restart();
  }

  /** Streams that began without a connection end when it is connected: their clients reconnect for all of it. */
  availabilityChanged(isConnected: (connection: string) => boolean): void {
    const { connections, missing } = this.source;
    if (missing.some(isConnected)) return this.closed();
    const disconnected = connections.filter((name) => !isConnected(name));
    const unreachable = [...missing, ...disconnected];
    const isSame = unreachable.join() === this.unreachable.join();
    // A store that is unreachable as a whole is not reported.
    if (isSame || disconnected.length === connections.length) return;
    this.unreachable = unreachable;
    for (const stream of this.all()) stream.available(unreachable);
  }

  closed(): void {
    for (const stream of this.all()) stream.end();
  }

  /** A client of this channel has been sent a job. */
  markVisible(id: string): void {
    if (this.source.isFiltered) this.visible.add(id);
  }

  /**
   * The messages for clients that have received everything up to `positions`, which advance. `isUnsure`: they may have jobs
   * that this process does not know of.
   */
  messagesOf(changes: readonly JobChange[], positions: Map<string, StreamPosition>, isUnsure: boolean): EventMessage[] {
    return changes.flatMap(({ connection, id, position, record }): EventMessage[] => {
      positions.set(connection, position);
      if (record !== null && this.source.includes(record)) {
        this.markVisible(id);
        return [{ event: 'job', data: sharedBodyOf(record), id: formatEventId(positions) }];
      }
      const mayBeVisible = !this.source.isFiltered || this.visible.remove(id) || isUnsure;
      return mayBeVisible ? [gone(id, formatEventId(positions))] : [];
    });
  }

  private all(): ChannelStream[] {
    return [...this.preparing, ...this.live];
  }
}

const bodies = new WeakMap<JobRecord, string>();

/** All channels get the same records. */
function sharedBodyOf(record: JobRecord): string {
  let body = bodies.get(record);
  if (body === undefined) bodies.set(record, (body = bodyOf(record)));
  return body;
}

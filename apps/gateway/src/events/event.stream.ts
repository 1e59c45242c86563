import type { StreamPosition } from '#libs/store';
import { ChangeNotifications, type ChangeNotification, type JobChange } from '../changes/change-notifications.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import type { ChannelStream, EventChannel } from './event.channel.js';
import { EventBatch, gone, RESET, type EventMessage } from './event.message.js';
import { formatEventId } from './event.position.js';
import type { Resumption } from './event.resumption.js';
import type { SnapshotJob } from './stream.source.js';

/** Where a stream is written: to a client that stays connected, or as the response to one request. */
export interface EventSink {
  readonly isOpen: boolean;
  write(batch: EventBatch): void;
  /** From now on these connections are disconnected, and all others are connected. */
  available(unreachable: readonly string[]): void;
  /** Resolves when more may be written without being buffered. */
  drained(): Promise<void>;
  /** Everything up to there has been written; null: the stream cannot be resumed from there. */
  upToDate(positions: ReadonlyMap<string, StreamPosition> | null): void;
  end(): void;
  fail(error: unknown): void;
}

/** More changes than that are read and written in pieces. */
const MAX_CHANGES_AT_ONCE = 200;

/**
 * The stream of one client. It writes a snapshot, or what has changed since the client's last event; changes meanwhile are
 * pending. Then it joins the live streams of its channel.
 */
export class EventStream implements ChannelStream {
  private pending: ChangeNotifications | null = new ChangeNotifications();
  /** Increases with each start: work of an earlier one is discarded. */
  private attempt = 0;
  private isUnsure = false;
  private isUntracked = false;

  constructor(
    private readonly channel: EventChannel,
    private readonly feed: JobChangeFeed,
    private readonly sink: EventSink,
    private readonly onLeave: () => void,
  ) {
    channel.preparing.add(this);
  }

  notify(change: ChangeNotification): void {
    this.pending?.add(change);
  }

  /** With the snapshot; `isReset`: the client is to forget what it has. */
  async begin(isReset: boolean): Promise<void> {
    const { attempt } = this;
    await this.guarded(attempt, async () => {
      const positions = this.feed.streams.positionsOf(this.channel.source.connections);
      if (positions === null) throw new Error('A stream began before its connections were connected.');
      if (isReset) this.sink.write(new EventBatch([RESET]));
      if (await this.writeSnapshot(positions, attempt)) await this.join(positions, attempt);
    });
  }

  async resume({ positions, changes }: Resumption): Promise<void> {
    const { attempt } = this;
    this.isUnsure = true;
    const pending = this.pending?.take() ?? [];
    for (const change of [...changes, ...pending]) this.pending?.add(change);
    await this.guarded(attempt, () => this.join(new Map(positions), attempt));
  }

  /** Some changes will never be delivered: the client needs a new snapshot. */
  restart(): void {
    this.attempt += 1;
    this.pending = new ChangeNotifications();
    this.isUnsure = false;
    this.channel.live.delete(this);
    this.channel.preparing.add(this);
    void this.begin(true);
  }

  available(unreachable: readonly string[]): void {
    if (this.isOpen()) this.sink.available(unreachable);
  }

  write(batch: EventBatch, isEnd: boolean): void {
    if (!this.isOpen()) return;
    this.sink.write(batch);
    if (isEnd) this.end();
  }

  end(): void {
    this.leave();
    this.sink.end();
  }

  /** The client is gone. */
  leave(): void {
    this.attempt += 1;
    this.pending = null;
    this.channel.preparing.delete(this);
    this.channel.live.delete(this);
    this.onLeave();
  }

  /** False when nothing follows. Only the last event has an id: a client that lacks a part gets all of it again. */
  private async writeSnapshot(positions: ReadonlyMap<string, StreamPosition>, attempt: number): Promise<boolean> {
    let last: SnapshotJob | null = null;
    const message = ({ body }: SnapshotJob, id: string | null): EventMessage => ({ event: 'snapshot', data: body, id });
    for await (const page of this.channel.source.snapshot()) {
      if (!this.isCurrent(attempt)) return false;
      for (const { id } of page) this.channel.markVisible(id);
      const jobs: SnapshotJob[] = last === null ? [...page] : [last, ...page];
      last = jobs.pop() ?? null;
      if (jobs.length === 0) continue;
      this.sink.write(new EventBatch(jobs.map((job) => message(job, null))));
      await this.sink.drained();
    }
    if (!this.isCurrent(attempt)) return false;
    const { jobId } = this.channel.source;
    this.isUntracked = last?.isUntracked ?? false;
    const id = this.isUntracked ? null : formatEventId(positions);
    if (last !== null) this.sink.write(new EventBatch([message(last, id)]));
    else if (jobId !== null) this.sink.write(new EventBatch([gone(jobId, id)]));
    const isOver = last === null ? jobId !== null : last.isEnd;
    if (isOver) this.end();
    return !isOver;
  }

  /** Writes the pending changes, and becomes one of the live streams. */
  private async join(positions: Map<string, StreamPosition>, attempt: number): Promise<void> {
    while (this.isCurrent(attempt) && this.pending!.size > MAX_CHANGES_AT_ONCE) {
      const changes = await this.feed.readChanges(this.pending!.take(MAX_CHANGES_AT_ONCE));
      this.writeChanges(changes, positions, attempt);
      await this.sink.drained();
    }
    if (!this.isCurrent(attempt)) return;
    this.feed.addLate({
      take: () => {
        if (!this.isCurrent(attempt)) return [];
        const changes = this.pending!.take();
        this.pending = null;
        return changes;
      },
      deliver: (changes, upTo) => {
        if (!this.isCurrent(attempt)) return;
        this.channel.preparing.delete(this);
        this.channel.live.add(this);
        this.writeChanges(changes, positions, attempt);
        if (this.isCurrent(attempt)) this.sink.upToDate(this.isUntracked ? null : upTo);
      },
    });
  }

  private writeChanges(changes: readonly JobChange[], positions: Map<string, StreamPosition>, attempt: number): void {
    if (changes.length === 0 || !this.isCurrent(attempt)) return;
    this.isUntracked = false;
    const messages = this.channel.messagesOf(changes, positions, this.isUnsure);
    const isEnd = this.channel.source.endsAfter(changes.at(-1)!.record);
    if (messages.length > 0) this.write(new EventBatch(messages), isEnd);
  }

  private async guarded(attempt: number, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!this.isCurrent(attempt)) return;
      this.leave();
      this.sink.fail(error);
    }
  }

  private isCurrent(attempt: number): boolean {
    return this.attempt === attempt && this.isOpen();
  }

  private isOpen(): boolean {
    if (!this.sink.isOpen && (this.channel.live.has(this) || this.channel.preparing.has(this))) this.leave();
    return this.sink.isOpen;
  }
}

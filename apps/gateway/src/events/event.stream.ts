import type { StreamPosition } from '#libs/store';
import type { ChannelMember, EventChannel } from './event.channel.js';
import { EventBatch, gone, RESET, type EventMessage } from './event.message.js';
import { formatEventId } from './event.position.js';
import type { Resumption } from './event.resumption.js';
import type { SnapshotJob } from './stream.source.js';
import type { JobChangeFeed, JobChange } from '../changes/job-change.feed.js';
import { ChangeNotifications, type ChangeNotification } from '../changes/change-notifications.js';

/** Where a stream goes: a client that reads along, or the answer to one request. */
export interface EventSink {
  /** Whether anybody still reads. */
  readonly isOpen: boolean;
  write(batch: EventBatch): void;
  /** From now on these connections are not heard, and all others are. */
  available(unreachable: readonly string[]): void;
  /** Resolves when more may be written without anything piling up. */
  drained(): Promise<void>;
  /** All that has happened up to there has been written; null: nobody can go on from there. */
  upToDate(positions: ReadonlyMap<string, StreamPosition> | null): void;
  end(): void;
  /** Something went wrong within. */
  fail(error: unknown): void;
}

/** More changes than that are read and written in pieces. */
const MOST_AT_ONCE = 200;

/**
 * One reader's stream. First it shows what there is, or what has changed since the reader's last event, and notes what
 * changes meanwhile; then it joins the others of its channel.
 */
export class EventStream implements ChannelMember {
  private noted: ChangeNotifications | null = new ChangeNotifications();
  /** Grows with each beginning: what an earlier one still has under way no longer counts. */
  private beginning = 0;
  private isUnsure = false;
  private isUntracked = false;

  constructor(
    private readonly channel: EventChannel,
    private readonly news: JobChangeFeed,
    private readonly sink: EventSink,
    private readonly left: () => void,
  ) {
    channel.preparing.add(this);
  }

  changed(change: ChangeNotification): void {
    this.noted?.add(change);
  }

  /** From the snapshot on; `isReset`: the reader is told to forget what it knows. */
  async begin(isReset: boolean): Promise<void> {
    const { beginning } = this;
    await this.guarded(beginning, async () => {
      const positions = this.news.positionsOf(this.channel.subject.connections);
      if (positions === null) throw new Error('A stream began before its connections were heard.');
      if (isReset) this.sink.write(new EventBatch([RESET]));
      if (await this.writeSnapshot(positions, beginning)) await this.join(positions, beginning);
    });
  }

  /** From where the reader was before. */
  async resume({ positions, changes }: Resumption): Promise<void> {
    const { beginning } = this;
    this.isUnsure = true;
    const noted = this.noted?.take() ?? [];
    for (const change of [...changes, ...noted]) this.noted?.add(change);
    await this.guarded(beginning, () => this.join(new Map(positions), beginning));
  }

  /** Something will never be told: the reader has to begin anew. */
  restart(): void {
    this.beginning += 1;
    this.noted = new ChangeNotifications();
    this.isUnsure = false;
    this.channel.live.delete(this);
    this.channel.preparing.add(this);
    void this.begin(true);
  }

  available(unreachable: readonly string[]): void {
    if (this.isPresent()) this.sink.available(unreachable);
  }

  write(batch: EventBatch, isEnd: boolean): void {
    if (!this.isPresent()) return;
    this.sink.write(batch);
    if (isEnd) this.end();
  }

  end(): void {
    this.leave();
    this.sink.end();
  }

  /** The reader has gone. */
  leave(): void {
    this.beginning += 1;
    this.noted = null;
    this.channel.preparing.delete(this);
    this.channel.live.delete(this);
    this.left();
  }

  /** False when there is nothing more to be told. Only the last event has an id: who lacks a part gets all of it again. */
  private async writeSnapshot(positions: ReadonlyMap<string, StreamPosition>, beginning: number): Promise<boolean> {
    let last: SnapshotJob | null = null;
    const message = ({ body }: SnapshotJob, id: string | null): EventMessage => ({ event: 'snapshot', data: body, id });
    for await (const page of this.channel.subject.snapshot()) {
      if (!this.isCurrent(beginning)) return false;
      for (const { id } of page) this.channel.shown(id);
      const jobs: SnapshotJob[] = last === null ? [...page] : [last, ...page];
      last = jobs.pop() ?? null;
      if (jobs.length === 0) continue;
      this.sink.write(new EventBatch(jobs.map((job) => message(job, null))));
      await this.sink.drained();
    }
    if (!this.isCurrent(beginning)) return false;
    const { jobId } = this.channel.subject;
    this.isUntracked = last?.isUntracked ?? false;
    const id = this.isUntracked ? null : formatEventId(positions);
    if (last !== null) this.sink.write(new EventBatch([message(last, id)]));
    else if (jobId !== null) this.sink.write(new EventBatch([gone(jobId, id)]));
    const isOver = last === null ? jobId !== null : last.isEnd;
    if (isOver) this.end();
    return !isOver;
  }

  /** Catches up with what has changed, and is one of the others from then on. */
  private async join(positions: Map<string, StreamPosition>, beginning: number): Promise<void> {
    while (this.isCurrent(beginning) && this.noted!.size > MOST_AT_ONCE) {
      this.writeChanges(await this.news.readChanges(this.noted!.take(MOST_AT_ONCE)), positions, beginning);
      await this.sink.drained();
    }
    if (!this.isCurrent(beginning)) return;
    this.news.addLate({
      take: () => {
        if (!this.isCurrent(beginning)) return [];
        const changes = this.noted!.take();
        this.noted = null;
        return changes;
      },
      read: (news, upTo) => {
        if (!this.isCurrent(beginning)) return;
        this.channel.preparing.delete(this);
        this.channel.live.add(this);
        this.writeChanges(news, positions, beginning);
        if (this.isCurrent(beginning)) this.sink.upToDate(this.isUntracked ? null : upTo);
      },
    });
  }

  private writeChanges(news: readonly JobChange[], positions: Map<string, StreamPosition>, beginning: number): void {
    if (news.length === 0 || !this.isCurrent(beginning)) return;
    this.isUntracked = false;
    const messages = this.channel.messagesOf(news, positions, this.isUnsure);
    if (messages.length > 0) this.write(new EventBatch(messages), this.channel.subject.endsWith(news.at(-1)!.record));
  }

  private async guarded(beginning: number, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!this.isCurrent(beginning)) return;
      this.leave();
      this.sink.fail(error);
    }
  }

  private isCurrent(beginning: number): boolean {
    return this.beginning === beginning && this.isPresent();
  }

  private isPresent(): boolean {
    if (!this.sink.isOpen && (this.channel.live.has(this) || this.channel.preparing.has(this))) this.leave();
    return this.sink.isOpen;
  }
}

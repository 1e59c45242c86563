import { formatJobId, type JobAddress, type JobRecord } from '#libs/jobs';
import {
  UnreadableRecord,
  type JobEvent,
  type StoredJob,
  type StreamPosition,
  type StreamTailListener,
} from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import { RevisionCache } from './revision.cache.js';
import { ChangeNotifications, type ChangeNotification } from './change-notifications.js';

/** A job that has changed, as it is now; null: there is no such job any more. */
export interface JobChange extends ChangeNotification {
  record: JobRecord | null;
}

/** Up to where each connection has been told. */
export type Positions = ReadonlyMap<string, StreamPosition>;

/** Somebody who wants to hear of jobs. */
export interface ChangeSubscriber {
  /** A job has changed; its news comes later. Called at once. */
  changed?(change: ChangeNotification): void;
  /** `before`: up to where everything was told before these. The next news waits for the end of this. */
  read(news: readonly JobChange[], before: Positions): void | Promise<void>;
  /** Some changes of these connections will never be told. */
  missed?(connections: ReadonlySet<string>): void;
  /** Other connections are heard than before. */
  availabilityChanged?(isConnected: (connection: string) => boolean): void;
  /** There will be no more news: the process ends. */
  closed(): void;
}

/**
 * Somebody who joins the others: `take` hands over what changed so far, `read` gets the news of it. What is told after
 * `take` comes with the next news that everybody gets.
 */
export interface LateSubscriber {
  take(): readonly ChangeNotification[];
  /** `upTo`: up to where everything has been told with these. */
  read(news: readonly JobChange[], upTo: Positions): void;
}

/** Where present records come from. */
interface Records {
  readMany(addresses: readonly JobAddress[]): Promise<(StoredJob | UnreadableRecord | null)[]>;
}

const TRY_AGAIN_MS = 100;

/**
 * Brings the changes of jobs to everybody in this process who waits for them: each changed job is read once, whoever and
 * however many want it. What changes again in the meantime is told once, as it is then.
 */
export class JobChangeFeed implements StreamTailListener {
  private readonly readersOfJobs = new Map<string, Set<ChangeSubscriber>>();
  private readonly readersOfAll = new Set<ChangeSubscriber>();
  private readonly heard = new Set<string>();
  private readonly positions = new Map<string, StreamPosition>();
  private readonly revisions = new RevisionCache();
  private readonly pending = new ChangeNotifications();
  private latecomers: LateSubscriber[] = [];
  private before: Positions = new Map();
  private isDelivering = false;
  private isClosed = false;
  private readonly untilHeard = new Set<() => void>();
  private readonly untilAway = new Set<() => void>();
  /** Since when connections that are not heard have not been; the others never were. */
  private readonly awaySince = new Map<string, number>();
  private readonly begunAt = performance.now();
  /** Connections of which changes could not be read before they were away. */
  private readonly unreported = new Set<string>();

  constructor(private readonly records: Records) {}

  /** Tells a reader of one job, or of all, until the function that is returned is called. */
  subscribe(reader: ChangeSubscriber, id: string | null): () => void {
    if (this.isClosed) {
      reader.closed();
      return () => undefined;
    }
    const readers = id === null ? this.readersOfAll : (this.readersOfJobs.get(id) ?? new Set());
    readers.add(reader);
    if (id !== null) this.readersOfJobs.set(id, readers);
    return () => {
      readers.delete(reader);
      if (id !== null && readers.size === 0 && this.readersOfJobs.get(id) === readers) this.readersOfJobs.delete(id);
    };
  }

  /** The jobs that somebody wants to hear of in particular. */
  jobs(): IterableIterator<string> {
    return this.readersOfJobs.keys();
  }

  /** Up to where the connections have been told of; null while one of them is not heard. */
  positionsOf(connections: readonly string[]): Map<string, StreamPosition> | null {
    const positions = new Map<string, StreamPosition>();
    for (const connection of connections) {
      const position = this.positions.get(connection);
      if (position === undefined || !this.heard.has(connection)) return null;
      positions.set(connection, position);
    }
    return positions;
  }

  /** Lets somebody in who has heard of changes alone so far; see LateSubscriber. */
  addLate(latecomer: LateSubscriber): void {
    this.latecomers.push(latecomer);
    this.deliverSoon();
  }

  /** Reads jobs as they are now, in the order of the changes. */
  async readChanges(changes: readonly ChangeNotification[]): Promise<JobChange[]> {
    return withRecords(changes, await this.readAll(changes));
  }

  onChange({ connection, key, type, revision }: JobEvent, position: StreamPosition): void {
    this.positions.set(connection, position);
    if (type === 'touched') return;
    const id = formatJobId({ connection, key });
    // Readers who came while the job stood under another name know nothing of it.
    if (revision === null || type === 'moved') this.revisions.forget(id);
    else if (this.revisions.includes(id, revision)) return;
    const ofJob = this.readersOfJobs.get(id);
    if (ofJob === undefined && this.readersOfAll.size === 0) return;
    const change = { connection, key, id, position };
    for (const reader of ofJob ?? []) reader.changed?.(change);
    for (const reader of this.readersOfAll) reader.changed?.(change);
    this.pending.add(change);
    this.deliverSoon();
  }

  onDisconnect(connections: readonly string[]): void {
    for (const connection of connections) {
      if (this.heard.delete(connection)) this.awaySince.set(connection, performance.now());
    }
    for (const stop of [...this.untilAway]) stop();
    this.tellAvailability();
  }

  onResume(connections: readonly string[], missed: readonly string[], positions: Positions): void {
    for (const connection of connections) this.heard.add(connection);
    for (const [connection, position] of positions) this.positions.set(connection, position);
    const unreported = connections.filter((connection) => this.unreported.delete(connection));
    if (missed.length + unreported.length > 0) this.miss(new Set([...missed, ...unreported]));
    this.tellAvailability();
    this.wakeUp();
  }

  /**
   * Those of the connections that are heard: at once when all are, else after so long at most. Where some are, the others
   * are waited for no longer than so long after they were heard last.
   */
  async connectedAmong(connections: readonly string[], withinMs: number): Promise<string[]> {
    const endsAt = performance.now() + withinMs;
    for (;;) {
      const heard = connections.filter((connection) => this.heard.has(connection));
      const lost = connections.filter((connection) => !this.heard.has(connection));
      const lostAt = Math.max(...lost.map((connection) => this.awaySince.get(connection) ?? this.begunAt));
      const until = heard.length > 0 ? Math.min(endsAt, lostAt + withinMs) : endsAt;
      const left = until - performance.now();
      if (lost.length === 0 || left <= 0 || this.isClosed) return heard;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.untilHeard.add(() => (clearTimeout(timer), resolve()));
      });
    }
  }

  /** Ends everything that waits for news. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const readers = [...this.readersOfAll, ...[...this.readersOfJobs.values()].flatMap((some) => [...some])];
    for (const reader of readers) reader.closed();
    this.wakeUp();
  }

  private tellAvailability(): void {
    const isConnected = (connection: string) => this.heard.has(connection);
    for (const reader of [...this.readersOfAll]) reader.availabilityChanged?.(isConnected);
  }

  private wakeUp(): void {
    for (const wake of this.untilHeard) wake();
    this.untilHeard.clear();
  }

  private miss(connections: ReadonlySet<string>): void {
    this.revisions.forgetAll();
    this.pending.dropOf(connections);
    const before = new Map(this.before);
    for (const connection of connections) before.set(connection, this.positions.get(connection)!);
    this.before = before;
    for (const reader of this.readersOfAll) reader.missed?.(connections);
    // Nobody knows which of them have changed.
    for (const [id, readers] of this.readersOfJobs) {
      const separator = id.indexOf('~');
      const connection = id.slice(0, separator);
      if (connections.has(connection)) for (const reader of readers) reader.missed?.(connections);
    }
  }

  private deliverSoon(): void {
    if (this.isDelivering || this.isClosed) return;
    this.isDelivering = true;
    void this.deliver();
  }

  private async deliver(): Promise<void> {
    // What is told in the same turn goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.isClosed && (this.pending.size > 0 || this.latecomers.length > 0)) {
      const { before } = this;
      const upTo = (this.before = new Map(this.positions));
      const changes = this.pending.take();
      const latecomers = this.latecomers.map((latecomer) => ({ latecomer, own: latecomer.take() }));
      this.latecomers = [];
      const records = await this.present([...changes, ...latecomers.flatMap(({ own }) => own)]);
      if (this.isClosed) return;
      await this.tell(withRecords(changes, records), before);
      for (const { latecomer, own } of latecomers) latecomer.read(withRecords(own, records), upTo);
    }
    this.isDelivering = false;
  }

  private async present(changes: readonly ChangeNotification[]): Promise<PresentRecords> {
    const byConnection = new Map<string, ChangeNotification[]>();
    for (const change of changes) {
      const own = byConnection.get(change.connection);
      if (own) own.push(change);
      else byConnection.set(change.connection, [change]);
    }
    const parts = await Promise.all([...byConnection].map(([connection, own]) => this.presentOf(connection, own)));
    return new Map(parts.flatMap((records) => [...records]));
  }

  /**
   * Waits for a store that is away: those who want the news have nobody else to ask. Where others are heard meanwhile, they
   * do not wait as well: readers of this connection begin anew when it is back.
   */
  private async presentOf(connection: string, changes: readonly ChangeNotification[]): Promise<PresentRecords> {
    while (!this.isClosed && (this.heard.has(connection) || this.heard.size === 0)) {
      const records = await this.unlessAway(this.readAll(changes).catch(() => null));
      if (records !== null) return records;
      await pause(TRY_AGAIN_MS);
    }
    this.unreported.add(connection);
    return new Map();
  }

  /** null also when a connection ceases to be heard meanwhile. */
  private async unlessAway<Value>(work: Promise<Value | null>): Promise<Value | null> {
    let stop: () => void = () => undefined;
    const away = new Promise<null>((resolve) => (stop = () => resolve(null)));
    this.untilAway.add(stop);
    return Promise.race([work, away]).finally(() => this.untilAway.delete(stop));
  }

  /** Without those whose records cannot be read: they must not keep back the others. */
  private async readAll(changes: readonly ChangeNotification[]): Promise<PresentRecords> {
    const wanted = [...new Map(changes.map((change) => [change.id, change])).values()];
    const stored = await this.records.readMany(wanted);
    const records = new Map<string, JobRecord | null>();
    for (const [index, { id }] of wanted.entries()) {
      const found = stored[index] ?? null;
      if (!(found instanceof UnreadableRecord)) records.set(id, found && found.record);
    }
    return records;
  }

  private async tell(news: readonly JobChange[], before: Positions): Promise<void> {
    if (news.length === 0) return;
    for (const { id, record } of news) if (record !== null) this.revisions.note(id, record.revision);
    for (const reader of [...this.readersOfAll]) await reader.read(news, before);
    for (const one of news) {
      for (const reader of [...(this.readersOfJobs.get(one.id) ?? [])]) await reader.read([one], before);
    }
  }
}

type PresentRecords = ReadonlyMap<string, JobRecord | null>;

function withRecords(changes: readonly ChangeNotification[], records: PresentRecords): JobChange[] {
  return changes.flatMap((change) => {
    const record = records.get(change.id);
    return record === undefined ? [] : [{ ...change, record }];
  });
}

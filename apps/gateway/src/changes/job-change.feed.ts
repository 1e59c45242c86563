import { formatJobId } from '#libs/jobs';
import type { JobEvent, Store, StreamPosition, StreamTailListener } from '#libs/store';
import { ChangeNotifications, type ChangeNotification, type JobChange } from './change-notifications.js';
import { ChangedRecordsReader, withRecords } from './changed-records.reader.js';
import { RecentEntries } from '../read-path/in-process/recent-entries.js';
import { StreamConnections, type Positions } from './stream-connections.js';

/** Delivered jobs whose revisions are cached. */
const MAX_REVISIONS = 20_000;

export interface ChangeSubscriber {
  /** A job has changed; `deliver` follows. Called at once. */
  notify?(change: ChangeNotification): void;
  /** `before`: up to where everything was delivered before these. The next delivery waits for the end of this one. */
  deliver(changes: readonly JobChange[], before: Positions): void | Promise<void>;
  /** Some changes of these connections will never be delivered. */
  missed?(connections: ReadonlySet<string>): void;
  availabilityChanged?(isConnected: (connection: string) => boolean): void;
  /** The process ends. */
  closed(): void;
}

/** Joins the others: its own pending changes are delivered to it alone, once, in order with what everybody gets. */
export interface LateSubscriber {
  take(): readonly ChangeNotification[];
  /** `upTo`: up to where everything has been delivered with these. */
  deliver(changes: readonly JobChange[], upTo: Positions): void;
}

/**
 * Delivers job changes to all subscribers of this process: each changed job is read once for all of them. Several changes
 * of a job before its delivery are delivered as one.
 */
export class JobChangeFeed implements StreamTailListener {
  readonly streams = new StreamConnections();
  private readonly subscribersOfJobs = new Map<string, Set<ChangeSubscriber>>();
  private readonly subscribersOfAll = new Set<ChangeSubscriber>();
  /** Of jobs that were delivered lately: the event of one of them is ignored. */
  private readonly revisions = new RecentEntries<number>(MAX_REVISIONS);
  private readonly pending = new ChangeNotifications();
  private readonly records: ChangedRecordsReader;
  private late: LateSubscriber[] = [];
  private before: Positions = new Map();
  private isDelivering = false;
  private isClosed = false;

  constructor({ jobs }: Pick<Store, 'jobs'>) {
    this.records = new ChangedRecordsReader(jobs, this.streams);
  }

  /** To one job, or to all (null), until the returned function is called. */
  subscribe(subscriber: ChangeSubscriber, id: string | null): () => void {
    if (this.isClosed) {
      subscriber.closed();
      return () => undefined;
    }
    const subscribers = id === null ? this.subscribersOfAll : (this.subscribersOfJobs.get(id) ?? new Set());
    subscribers.add(subscriber);
    if (id !== null) this.subscribersOfJobs.set(id, subscribers);
    return () => {
      subscribers.delete(subscriber);
      const isUnused = id !== null && subscribers.size === 0 && this.subscribersOfJobs.get(id) === subscribers;
      if (isUnused) this.subscribersOfJobs.delete(id);
    };
  }

  /** The jobs that have subscribers of their own. */
  jobs(): IterableIterator<string> {
    return this.subscribersOfJobs.keys();
  }

  /** Of a subscriber that has only been notified so far. */
  addLate(subscriber: LateSubscriber): void {
    this.late.push(subscriber);
    this.deliverSoon();
  }

  async readChanges(changes: readonly ChangeNotification[]): Promise<JobChange[]> {
    return withRecords(changes, await this.records.read(changes));
  }

  onChange({ connection, key, type, revision }: JobEvent, position: StreamPosition): void {
    this.streams.advance(connection, position);
    if (type === 'touched') return;
    const id = formatJobId({ connection, key });
    // Subscribers from the time of a former name of the connection do not have it.
    if (revision === null || type === 'moved') this.revisions.delete(id);
    else if ((this.revisions.get(id) ?? -1) >= revision) return;
    const ofJob = this.subscribersOfJobs.get(id);
    if (ofJob === undefined && this.subscribersOfAll.size === 0) return;
    const change = { connection, key, id, position };
    for (const subscriber of ofJob ?? []) subscriber.notify?.(change);
    for (const subscriber of this.subscribersOfAll) subscriber.notify?.(change);
    this.pending.add(change);
    this.deliverSoon();
  }

  onDisconnect(connections: readonly string[]): void {
    this.streams.disconnect(connections);
    this.notifyAvailability();
  }

  onResume(connections: readonly string[], missed: readonly string[], positions: Positions): void {
    this.streams.connect(connections, positions);
    const unread = connections.filter((connection) => this.records.takeUnread(connection));
    if (missed.length + unread.length > 0) this.miss(new Set([...missed, ...unread]));
    this.notifyAvailability();
    this.streams.notifyWaiting();
  }

  /** Ends everything that waits for changes. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.records.close();
    const ofJobs = [...this.subscribersOfJobs.values()].flatMap((some) => [...some]);
    for (const subscriber of [...this.subscribersOfAll, ...ofJobs]) subscriber.closed();
    this.streams.close();
  }

  private notifyAvailability(): void {
    for (const subscriber of [...this.subscribersOfAll]) subscriber.availabilityChanged?.(this.streams.isConnected);
  }

  private miss(connections: ReadonlySet<string>): void {
    this.revisions.clear();
    this.pending.dropOf(connections);
    const positions = [...connections].map((name) => [name, this.streams.positions.get(name)!] as const);
    this.before = new Map([...this.before, ...positions]);
    for (const subscriber of this.subscribersOfAll) subscriber.missed?.(connections);
    // Which of the jobs have changed is not known.
    for (const [id, subscribers] of this.subscribersOfJobs) {
      const isMissed = connections.has(id.slice(0, id.indexOf('~')));
      if (isMissed) for (const subscriber of subscribers) subscriber.missed?.(connections);
    }
  }

  private deliverSoon(): void {
    if (this.isDelivering || this.isClosed) return;
    this.isDelivering = true;
    void this.deliverAll();
  }

  private async deliverAll(): Promise<void> {
    // Changes of one turn of the event loop are delivered together.
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.isClosed && (this.pending.size > 0 || this.late.length > 0)) {
      const { before } = this;
      const upTo = (this.before = new Map(this.streams.positions));
      const changes = this.pending.take();
      const late = this.late.map((subscriber) => ({ subscriber, own: subscriber.take() }));
      this.late = [];
      const records = await this.records.readPersistently([...changes, ...late.flatMap(({ own }) => own)]);
      if (this.isClosed) return;
      await this.deliver(withRecords(changes, records), before);
      for (const { subscriber, own } of late) subscriber.deliver(withRecords(own, records), upTo);
    }
    this.isDelivering = false;
  }

  private async deliver(changes: readonly JobChange[], before: Positions): Promise<void> {
    if (changes.length === 0) return;
    for (const { id, record } of changes) if (record !== null) this.revisions.set(id, record.revision);
    for (const subscriber of [...this.subscribersOfAll]) await subscriber.deliver(changes, before);
    for (const change of changes) {
      for (const subscriber of [...(this.subscribersOfJobs.get(change.id) ?? [])])
        await subscriber.deliver([change], before);
    }
  }
}

import { readable, timeOf, type StreamedChange, type QueuedDelivery, type StreamPosition } from '#libs/store';
import type { JobRecord } from '#libs/jobs';
import { cloudEventOf, deliveryOf, eventTypeOf, needsRecord, wants, type Subscription } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';
import { logDropped } from './pending-deliveries.js';
import { snapshotEvents } from './snapshot-events.js';
import type { SubscriptionStatuses } from './subscription-statuses.js';

/** Queued by one script at most, give or take the subscribers of one event. */
const MAX_PER_SCRIPT = 500;
/** Skew of the clocks that stamp jobs and events. */
const CLOCK_SKEW_MS = 5_000;
/** Skew of the servers of a Redis Cluster. */
const SINCE_MARGIN_MS = 1_000;

interface Subscribers {
  /** Subscriptions with a filter that may match. */
  matching: Subscription[];
  /** Subscriptions that were named for a job, by its key. */
  named: ReadonlyMap<string, Subscription[]>;
  /** Keys of jobs for which any subscription was named, ended ones too. */
  namedKeys: ReadonlySet<string>;
}

/**
 * Turns the event stream of a connection into deliveries. One script queues deliveries and moves the position in the stream,
 * so that a killed process loses and duplicates nothing.
 */
export class EventFanout {
  private position: StreamPosition | null | undefined;
  /** Revisions that a snapshot has published ahead of their events, by job key; undefined: not loaded yet. */
  private published: Map<string, number> | undefined;

  constructor(
    private readonly context: DeliveryContext,
    private readonly statuses: SubscriptionStatuses,
  ) {}

  /** Handles the next events. Returns whether there may be more. */
  async run(): Promise<boolean> {
    const { connection, store } = this.context;
    if (this.position === undefined) this.position = await store.outbox.position(connection);
    this.published ??= await store.publishedRevisions.all(connection);
    // First the end, then the subscribers: a subscription made in between misses nothing.
    const end = await store.streamReader.end(connection);
    if (end === this.position) {
      await this.clearPublished();
      return false;
    }
    if (!(await this.hasSubscribers())) {
      await this.advance(end, []);
      return false;
    }
    const { events, isGap } = await store.streamReader.after(connection, this.position);
    if (isGap) return this.publishSnapshot(end);
    // First the events, then the subscribers: each subscription made before an event is included.
    const subscribers = await this.subscribersOf(events);
    const records = await this.recordsFor(events, subscribers);
    return (await this.queue(events, subscribers, records)) && events.length > 0;
  }

  private async hasSubscribers(): Promise<boolean> {
    const { connection, store, subscriptions } = this.context;
    const all = [...(await subscriptions.all()).values()];
    return all.some((one) => this.mayMatch(one)) || (await store.jobSubscriptions.hasAny(connection));
  }

  private mayMatch(subscription: Subscription): boolean {
    const { filter, selection } = subscription;
    const isOfConnection = filter.connection === null || filter.connection.includes(this.context.connection);
    return selection === 'matching' && isOfConnection && this.statuses.of(subscription) !== 'ended';
  }

  private async subscribersOf(events: readonly StreamedChange[]): Promise<Subscribers> {
    const { connection, store, subscriptions } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const hasNamed = await store.jobSubscriptions.hasAny(connection);
    const names = hasNamed ? await store.jobSubscriptions.of(connection, keys) : new Map<string, string[]>();
    const all = await subscriptions.all();
    const receiving = (ids: readonly string[]) =>
      ids.flatMap((id) => all.get(id) ?? []).filter((one) => this.statuses.of(one) !== 'ended');
    return {
      matching: [...all.values()].filter((one) => this.mayMatch(one)),
      named: new Map([...names].map(([key, ids]) => [key, receiving(ids)])),
      namedKeys: new Set([...names].flatMap(([key, ids]) => (ids.length > 0 ? [key] : []))),
    };
  }

  /** The current records, if a filter needs them. */
  private async recordsFor(
    events: readonly StreamedChange[],
    { matching }: Subscribers,
  ): Promise<Map<string, JobRecord>> {
    if (!matching.some(({ filter }) => needsRecord(filter))) return new Map();
    const { connection, store } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const found = await store.jobs.readMany(keys.map((key) => ({ connection, key })));
    return new Map(found.map(readable).flatMap((stored) => (stored ? [[stored.record.key, stored.record]] : [])));
  }

  /** False: another process has moved the position. */
  private async queue(
    events: readonly StreamedChange[],
    subscribers: Subscribers,
    records: ReadonlyMap<string, JobRecord>,
  ): Promise<boolean> {
    let batch: QueuedDelivery[] = [];
    for (const [index, event] of events.entries()) {
      batch.push(...this.deliveriesOf(event, subscribers, records.get(event.key) ?? null));
      const isLast = index === events.length - 1;
      if (!isLast && batch.length < MAX_PER_SCRIPT) continue;
      if (!(await this.advance(event.id, batch))) return false;
      batch = [];
    }
    await this.removeNames(events, subscribers);
    return true;
  }

  private deliveriesOf(
    event: StreamedChange,
    { matching, named }: Subscribers,
    record: JobRecord | null,
  ): QueuedDelivery[] {
    const { connection, key, at } = event;
    const type = eventTypeOf(event);
    const isPublished = event.type !== 'tracked' && (event.revision ?? 0) <= (this.published?.get(key) ?? -1);
    if (type === null || isPublished) return [];
    const receivers = new Set([...matching.filter((one) => wants(one, event, record)), ...(named.get(key) ?? [])]);
    const body = receivers.size > 0 ? cloudEventOf(event, type) : null;
    return [...receivers]
      .filter(({ since }) => at >= since - SINCE_MARGIN_MS)
      .map(({ id }) => ({
        subscription: id,
        partition: key,
        text: JSON.stringify(deliveryOf(id, connection, body!, this.context.now())),
      }));
  }

  private async advance(to: StreamPosition, deliveries: readonly QueuedDelivery[]): Promise<boolean> {
    const { connection, store, logger, now } = this.context;
    const dropped = await store.outbox.advance(connection, this.position ?? null, to, deliveries, now());
    // null: another process has moved the position, which is read again.
    this.position = dropped === null ? undefined : to;
    if (dropped === null) this.published = undefined;
    if (dropped === null || dropped.length === 0) return dropped !== null;
    logger.warn({ connection, deliveries: dropped.length }, 'webhook deliveries dropped: their partitions were full');
    await logDropped(this.context, dropped);
    return true;
  }

  /** Of jobs that are no longer tracked. */
  private async removeNames(events: readonly StreamedChange[], { namedKeys }: Subscribers): Promise<void> {
    const { connection, store } = this.context;
    for (const { key, type } of events) {
      if (type !== 'untracked' && type !== 'expired') continue;
      if (!namedKeys.has(key)) continue;
      const [stored] = await store.jobs.readMany([{ connection, key }]);
      if (stored !== null) continue;
      await store.jobSubscriptions.remove({ connection, key });
    }
  }

  /** Snapshot fallback: the stream was trimmed before all events were read, so the state of each changed job is published. */
  private async publishSnapshot(end: StreamPosition): Promise<boolean> {
    const { connection, store, logger } = this.context;
    const since = timeOf(this.position!) - CLOCK_SKEW_MS;
    let jobs = 0;
    // A killed process has left the position unchanged: its snapshot is published again, under the same ids.
    await this.clearPublished();
    for await (const events of snapshotEvents(store, connection, since)) {
      const subscribers = await this.subscribersOf(events);
      const records = await this.recordsFor(events, subscribers);
      const deliveries = events.flatMap((event) =>
        this.deliveriesOf(event, subscribers, records.get(event.key) ?? null),
      );
      await logDropped(this.context, await store.outbox.enqueue(connection, deliveries, this.context.now()));
      await this.addPublished(events);
      jobs += events.length;
    }
    logger.error(
      { connection, jobs, since: new Date(since).toISOString() },
      'events were trimmed before webhooks received them: the current state of the jobs is sent instead',
    );
    return this.advance(end, []);
  }

  /** Stored for the next worker as well, which must not queue an older revision after a newer one. */
  private async addPublished(events: readonly StreamedChange[]): Promise<void> {
    const { connection, store } = this.context;
    const revisions = new Map(events.map(({ key, revision }) => [key, revision ?? 0]));
    await store.publishedRevisions.add(connection, revisions);
    for (const [key, revision] of revisions) this.published?.set(key, revision);
  }

  private async clearPublished(): Promise<void> {
    if (this.published?.size === 0) return;
    await this.context.store.publishedRevisions.clear(this.context.connection);
    this.published = new Map();
  }
}

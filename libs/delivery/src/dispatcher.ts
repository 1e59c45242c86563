import { readable, timeOf, type StreamedChange, type QueuedDelivery, type StreamPosition } from '#libs/store';
import type { JobRecord } from '#libs/jobs';
import { cloudEventOf, deliveryOf, eventTypeOf, needsRecord, wants, type Subscription } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';
import { eventsOfPresentState } from './present-state.js';
import type { SubscriptionStandings } from './subscription-standing.js';
import { logDropped } from './waiting-deliveries.js';

/** Handed over in one script at most, give or take the subscribers of one event. */
const MOST_AT_ONCE = 500;
/** The clocks that stamp jobs and events may differ by this. */
const CLOCKS_DIFFER_MS = 5_000;
/** Servers of a Redis Cluster may differ by this. */
const SINCE_MARGIN_MS = 1_000;

/** Who listens to the jobs of a connection. */
interface Audience {
  /** Subscriptions with a filter that may fit. */
  matching: Subscription[];
  /** By job key, those that were named for it. */
  named: ReadonlyMap<string, Subscription[]>;
  /** Keys of jobs for which any was named, whatever has become of it. */
  namedKeys: ReadonlySet<string>;
}

/**
 * Turns the event stream of a connection into deliveries. The place up to which it has read moves together with what
 * came of it, so that a process that is killed loses nothing and does nothing twice.
 */
export class Dispatcher {
  private position: StreamPosition | null | undefined;
  /** Revisions that were handed over ahead of their events, by job key; undefined: not read yet. */
  private announced: Map<string, number> | undefined;

  constructor(
    private readonly context: DeliveryContext,
    private readonly standings: SubscriptionStandings,
  ) {}

  /** Handles the next events; whether there may be more. */
  async dispatch(): Promise<boolean> {
    const { connection, store } = this.context;
    if (this.position === undefined) this.position = await store.outbox.position(connection);
    this.announced ??= await store.publishedRevisions.all(connection);
    // First the end, then the listeners: whoever comes in between has missed nothing.
    const end = await store.streamReader.end(connection);
    if (end === this.position) {
      await this.forgetAnnounced();
      return false;
    }
    if (await this.isNobodyThere()) {
      await this.advance(end, []);
      return false;
    }
    const { events, isGap } = await store.streamReader.after(connection, this.position);
    if (isGap) return this.catchUp(end);
    // First the events, then the listeners: whoever subscribed before one of them is known.
    const audience = await this.audienceOf(events);
    const records = await this.recordsFor(events, audience);
    return (await this.handOver(events, audience, records)) && events.length > 0;
  }

  private async isNobodyThere(): Promise<boolean> {
    const { connection, store, book } = this.context;
    const subscriptions = [...(await book.all()).values()];
    return !subscriptions.some((one) => this.listens(one)) && !(await store.jobSubscriptions.hasAny(connection));
  }

  private listens(subscription: Subscription): boolean {
    const { filter, selection } = subscription;
    const isOfConnection = filter.connection === null || filter.connection.includes(this.context.connection);
    return selection === 'matching' && isOfConnection && this.standings.of(subscription) !== 'ended';
  }

  private async audienceOf(events: readonly StreamedChange[]): Promise<Audience> {
    const { connection, store, book } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const hasNamed = await store.jobSubscriptions.hasAny(connection);
    const names = hasNamed ? await store.jobSubscriptions.of(connection, keys) : new Map<string, string[]>();
    const subscriptions = await book.all();
    const receiving = (ids: readonly string[]) =>
      ids.flatMap((id) => subscriptions.get(id) ?? []).filter((one) => this.standings.of(one) !== 'ended');
    return {
      matching: [...subscriptions.values()].filter((one) => this.listens(one)),
      named: new Map([...names].map(([key, ids]) => [key, receiving(ids)])),
      namedKeys: new Set([...names].flatMap(([key, ids]) => (ids.length > 0 ? [key] : []))),
    };
  }

  /** The jobs as they are by now, where somebody's filter wants to know. */
  private async recordsFor(events: readonly StreamedChange[], { matching }: Audience): Promise<Map<string, JobRecord>> {
    if (!matching.some(({ filter }) => needsRecord(filter))) return new Map();
    const { connection, store } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const found = await store.jobs.readMany(keys.map((key) => ({ connection, key })));
    return new Map(found.map(readable).flatMap((stored) => (stored ? [[stored.record.key, stored.record]] : [])));
  }

  /** False: another process has read on meanwhile. */
  private async handOver(
    events: readonly StreamedChange[],
    audience: Audience,
    records: ReadonlyMap<string, JobRecord>,
  ): Promise<boolean> {
    let waiting: QueuedDelivery[] = [];
    for (const [index, event] of events.entries()) {
      waiting.push(...this.deliveriesOf(event, audience, records.get(event.key) ?? null));
      const isLast = index === events.length - 1;
      if (!isLast && waiting.length < MOST_AT_ONCE) continue;
      if (!(await this.advance(event.id, waiting))) return false;
      waiting = [];
    }
    await this.forgetNames(events, audience);
    return true;
  }

  private deliveriesOf(
    event: StreamedChange,
    { matching, named }: Audience,
    record: JobRecord | null,
  ): QueuedDelivery[] {
    const { connection, key, at } = event;
    const type = eventTypeOf(event);
    const isTold = event.type !== 'tracked' && (event.revision ?? 0) <= (this.announced?.get(key) ?? -1);
    if (type === null || isTold) return [];
    const fitting = matching.filter((one) => wants(one, event, record));
    const listeners = new Set([...fitting, ...(named.get(key) ?? [])]);
    const body = listeners.size > 0 ? cloudEventOf(event, type) : null;
    return [...listeners]
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
    // Another process delivers for the connection, or did until now: what it has left is the place to go on from.
    this.position = dropped === null ? undefined : to;
    if (dropped === null) this.announced = undefined;
    if (dropped === null || dropped.length === 0) return dropped !== null;
    logger.warn({ connection, deliveries: dropped.length }, 'deliveries made room for later ones of their jobs');
    await logDropped(this.context, dropped);
    return true;
  }

  /** What is tracked no longer is heard of no more. */
  private async forgetNames(events: readonly StreamedChange[], { namedKeys }: Audience): Promise<void> {
    const { connection, store } = this.context;
    for (const { key, type } of events) {
      if (type !== 'untracked' && type !== 'expired') continue;
      if (!namedKeys.has(key)) continue;
      const [stored] = await store.jobs.readMany([{ connection, key }]);
      if (stored !== null) continue;
      await store.jobSubscriptions.remove({ connection, key });
    }
  }

  /**
   * Some events can be read no more: the stream was trimmed before they were. Of each job that changed since, its present
   * state is told instead of them.
   */
  private async catchUp(end: StreamPosition): Promise<boolean> {
    const { connection, store, logger } = this.context;
    const since = timeOf(this.position!) - CLOCKS_DIFFER_MS;
    let jobs = 0;
    // Announced once more, under the same ids: whoever was killed over it has left the place where it was.
    await this.forgetAnnounced();
    for await (const events of eventsOfPresentState(store, connection, since)) {
      const audience = await this.audienceOf(events);
      const records = await this.recordsFor(events, audience);
      const deliveries = events.flatMap((event) => this.deliveriesOf(event, audience, records.get(event.key) ?? null));
      await logDropped(this.context, await store.outbox.enqueue(connection, deliveries, this.context.now()));
      await this.announce(events);
      jobs += events.length;
    }
    logger.error(
      { connection, jobs, since: new Date(since).toISOString() },
      'events were trimmed before webhooks had heard of them: the present state of the jobs is told instead',
    );
    return this.advance(end, []);
  }

  /** For the worker after this one as well: it must not hand an older revision over behind a newer one. */
  private async announce(events: readonly StreamedChange[]): Promise<void> {
    const { connection, store } = this.context;
    const revisions = new Map(events.map(({ key, revision }) => [key, revision ?? 0]));
    await store.publishedRevisions.add(connection, revisions);
    for (const [key, revision] of revisions) this.announced?.set(key, revision);
  }

  private async forgetAnnounced(): Promise<void> {
    if (this.announced?.size === 0) return;
    await this.context.store.publishedRevisions.clear(this.context.connection);
    this.announced = new Map();
  }
}

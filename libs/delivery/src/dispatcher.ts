import { readable, timeOf, type FedEvent, type Handover, type StreamPosition } from '#libs/store';
import type { JobRecord } from '#libs/jobs';
import { cloudEventOf, deliveryOf, eventTypeOf, needsRecord, wants, type Subscription } from '#libs/webhooks';
import { isOpen, type DeliveryContext } from './delivery-context.js';
import { eventsOfPresentState } from './present-state.js';

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
}

/**
 * Turns the event stream of a connection into deliveries. The place up to which it has read moves together with what
 * came of it, so that a process that is killed loses nothing and does nothing twice.
 */
export class Dispatcher {
  private position: StreamPosition | null | undefined;
  /** Revisions that were told without their events, by job key. */
  private readonly told = new Map<string, number>();

  constructor(private readonly context: DeliveryContext) {}

  /** Handles the next events; whether there may be more. */
  async dispatch(): Promise<boolean> {
    const { connection, store } = this.context;
    if (this.position === undefined) this.position = await store.outbox.position(connection);
    // First the end, then the listeners: whoever comes in between has missed nothing.
    const end = await store.feed.end(connection);
    if (end === this.position) {
      this.told.clear();
      return false;
    }
    if (await this.isNobodyThere()) {
      await this.advance(end, []);
      return false;
    }
    const { events, isGap } = await store.feed.after(connection, this.position);
    if (isGap) return this.catchUp(end);
    // First the events, then the listeners: whoever subscribed before one of them is known.
    const audience = await this.audienceOf(events);
    const records = await this.recordsFor(events, audience);
    return (await this.handOver(events, audience, records)) && events.length > 0;
  }

  private async isNobodyThere(): Promise<boolean> {
    const { connection, store, book } = this.context;
    const subscriptions = [...(await book.all()).values()];
    return !subscriptions.some((one) => this.listens(one)) && !(await store.namedJobs.hasAny(connection));
  }

  private listens(subscription: Subscription): boolean {
    const { filter, selection } = subscription;
    const isOfConnection = filter.connection === null || filter.connection.includes(this.context.connection);
    return selection === 'matching' && isOfConnection && isOpen(this.context, subscription);
  }

  private async audienceOf(events: readonly FedEvent[]): Promise<Audience> {
    const { connection, store, book } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const hasNamed = await store.namedJobs.hasAny(connection);
    const names = hasNamed ? await store.namedJobs.of(connection, keys) : new Map<string, string[]>();
    const subscriptions = await book.all();
    const openOnes = (ids: readonly string[]) =>
      ids.map((id) => subscriptions.get(id)).filter((one): one is Subscription => isOpen(this.context, one));
    return {
      matching: [...subscriptions.values()].filter((one) => this.listens(one)),
      named: new Map([...names].map(([key, ids]) => [key, openOnes(ids)])),
    };
  }

  /** The jobs as they are by now, where somebody's filter wants to know. */
  private async recordsFor(events: readonly FedEvent[], { matching }: Audience): Promise<Map<string, JobRecord>> {
    if (!matching.some(({ filter }) => needsRecord(filter))) return new Map();
    const { connection, store } = this.context;
    const keys = [...new Set(events.map(({ key }) => key))];
    const found = await store.jobs.readMany(keys.map((key) => ({ connection, key })));
    return new Map(found.map(readable).flatMap((stored) => (stored ? [[stored.record.key, stored.record]] : [])));
  }

  /** False: another process has read on meanwhile. */
  private async handOver(
    events: readonly FedEvent[],
    audience: Audience,
    records: ReadonlyMap<string, JobRecord>,
  ): Promise<boolean> {
    let waiting: Handover[] = [];
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

  private deliveriesOf(event: FedEvent, { matching, named }: Audience, record: JobRecord | null): Handover[] {
    const { connection, key, at } = event;
    const type = eventTypeOf(event);
    const isTold = event.type !== 'tracked' && (event.revision ?? 0) <= (this.told.get(key) ?? -1);
    if (type === null || isTold) return [];
    const fitting = matching.filter((one) => wants(one, event, record));
    const listeners = new Set([...fitting, ...(named.get(key) ?? [])]);
    const body = listeners.size > 0 ? cloudEventOf(event, type) : null;
    return [...listeners]
      .filter(({ since }) => at >= since - SINCE_MARGIN_MS)
      .map(({ id }) => ({
        subscription: id,
        lane: key,
        text: JSON.stringify(deliveryOf(id, connection, body!, this.context.now())),
      }));
  }

  private async advance(to: StreamPosition, deliveries: readonly Handover[]): Promise<boolean> {
    const { connection, store, logger, now } = this.context;
    const gone = await store.outbox.advance(connection, this.position ?? null, to, deliveries, now());
    // Another process cares for the connection, or did until now: what it has left is the place to go on from.
    this.position = gone === null ? undefined : to;
    if (gone) logger.warn({ connection, deliveries: gone }, 'deliveries made room for later ones of their jobs');
    return gone !== null;
  }

  /** What is tracked no longer is heard of no more. */
  private async forgetNames(events: readonly FedEvent[], { named }: Audience): Promise<void> {
    const { connection, store } = this.context;
    for (const { key, type } of events) {
      if (type !== 'untracked' && type !== 'expired') continue;
      if (!named.get(key)?.length || (await store.jobs.read({ connection, key })) !== null) continue;
      await store.namedJobs.remove({ connection, key });
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
    for await (const events of eventsOfPresentState(store, connection, since)) {
      const audience = await this.audienceOf(events);
      const records = await this.recordsFor(events, audience);
      const deliveries = events.flatMap((event) => this.deliveriesOf(event, audience, records.get(event.key) ?? null));
      await store.outbox.put(connection, deliveries, this.context.now());
      for (const { key, revision } of events) this.told.set(key, revision ?? 0);
      jobs += events.length;
    }
    logger.error(
      { connection, jobs, since: new Date(since).toISOString() },
      'events were trimmed before webhooks had heard of them: the present state of the jobs is told instead',
    );
    return this.advance(end, []);
  }
}

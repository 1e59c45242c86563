import type { Moment } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Subscription, SubscriptionRepository } from '#libs/webhooks';
import type { Logger } from 'pino';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const LOOK_EVERY_MS = 10 * MINUTE_MS;
/** So long after it was named last, and after its last delivery was tried, a subscription is kept whatever its jobs. */
export const KEPT_MS = 24 * HOUR_MS;

interface NamedContext {
  store: Store;
  subscriptions: SubscriptionRepository;
  logger: Logger;
  now: () => Moment;
}

/**
 * Ends the subscriptions that were made for single jobs by `POST /jobs`, once none of these jobs is tracked any more and all
 * that waited for them is delivered or given up. Names of jobs whose end nobody could hear of any more go as well.
 */
export class NamedSubscriptions {
  private lookedAt: Moment | null = null;
  /** Named jobs, by connection, that were not tracked when they were looked at last. */
  private untracked = new Map<string, ReadonlySet<string>>();

  constructor(private readonly context: NamedContext) {}

  /** Nothing where the last look was a moment ago. Throws, and ends nothing, where a connection cannot be read. */
  async look(): Promise<void> {
    const { store, subscriptions, now } = this.context;
    if (this.lookedAt !== null && now() - this.lookedAt < LOOK_EVERY_MS) return;
    const at = now();
    const old = [...(await subscriptions.all()).values()].filter(
      (one) => one.selection === 'named' && this.isOld(one, at),
    );
    const needed = new Set<string>();
    for (const connection of await store.registry.all()) {
      await this.forgetUntracked(connection);
      for await (const id of store.jobSubscriptions.subscriptions(connection)) needed.add(id);
      for (const id of await store.outbox.pending(connection)) needed.add(id);
    }
    for (const subscription of old) if (!needed.has(subscription.id)) await this.end(subscription, at);
    this.lookedAt = at;
  }

  private async end({ id, owner }: Subscription, at: Moment): Promise<void> {
    const { store, subscriptions, logger } = this.context;
    const triedAt = await store.deliveries.lastAt(id);
    if (triedAt !== null && at - triedAt < KEPT_MS) return;
    // Whoever names it says so in it before: it is another text then.
    const isEnded = await subscriptions.removeIf(id, (present) => this.isOld(present, at));
    if (isEnded) logger.info({ subscription: id, owner }, 'a subscription ended, as its jobs are forgotten');
  }

  private isOld({ namedAt, createdAt }: Subscription, at: Moment): boolean {
    return at - (namedAt ?? createdAt) >= KEPT_MS;
  }

  /**
   * Whoever turns events into deliveries forgets the names of a job with it, unless the event was trimmed before. A job is
   * named a moment before it is tracked: one that is not counts only when it was not at the last look either.
   */
  private async forgetUntracked(connection: string): Promise<void> {
    const { store } = this.context;
    const [position, end] = await Promise.all([store.outbox.position(connection), store.streamReader.end(connection)]);
    if (position !== end) return;
    const before = this.untracked.get(connection);
    const untracked = new Set<string>();
    for await (const keys of store.jobSubscriptions.jobs(connection)) {
      const areTracked = await store.jobs.areTracked(connection, keys);
      for (const [index, key] of keys.entries()) {
        if (areTracked[index]) continue;
        if (before?.has(key)) await store.jobSubscriptions.remove({ connection, key });
        else untracked.add(key);
      }
    }
    this.untracked.set(connection, untracked);
  }
}

import type { Moment } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Subscription, SubscriptionRepository } from '#libs/webhooks';
import type { Logger } from 'pino';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const CHECK_EVERY_MS = 10 * MINUTE_MS;
/** A subscription is kept at least this long after it was last named and after its last attempt. */
export const KEPT_MS = 24 * HOUR_MS;

interface NamedContext {
  store: Store;
  subscriptions: SubscriptionRepository;
  logger: Logger;
  now: () => Moment;
}

/**
 * Removes subscriptions that `POST /jobs` created for single jobs, once none of these jobs is tracked and no delivery is
 * pending. Names of untracked jobs are removed as well.
 */
export class NamedSubscriptions {
  private checkedAt: Moment | null = null;
  /** Named jobs, by connection, that were untracked at the last check. */
  private untracked = new Map<string, ReadonlySet<string>>();

  constructor(private readonly context: NamedContext) {}

  /** Does nothing soon after the last check. Throws, and removes nothing, if a connection cannot be read. */
  async removeUnused(): Promise<void> {
    const { store, subscriptions, now } = this.context;
    if (this.checkedAt !== null && now() - this.checkedAt < CHECK_EVERY_MS) return;
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
    this.checkedAt = at;
  }

  private async end({ id, owner }: Subscription, at: Moment): Promise<void> {
    const { store, subscriptions, logger } = this.context;
    const triedAt = await store.deliveries.lastAt(id);
    if (triedAt !== null && at - triedAt < KEPT_MS) return;
    // A request that names it sets `namedAt` first.
    const isEnded = await subscriptions.removeIf(id, (present) => this.isOld(present, at));
    if (isEnded) logger.info({ subscription: id, owner }, 'subscription removed: its jobs are no longer tracked');
  }

  private isOld({ namedAt, createdAt }: Subscription, at: Moment): boolean {
    return at - (namedAt ?? createdAt) >= KEPT_MS;
  }

  /**
   * The event fan-out removes the names of an untracked job, unless the event was trimmed. A job is named shortly before it is
   * tracked, so it counts as untracked only if it was at the last check too.
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

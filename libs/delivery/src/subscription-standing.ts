import type { Subscription } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';

/**
 * `open`: deliveries go out. `held`: they are kept, and go out once the subscription is open again. `ended`: there is
 * nothing to keep.
 */
export type Standing = 'open' | 'held' | 'ended';

const HOUR_MS = 3_600_000;
/** A key may be missing from a configuration, or expire, and be there again a little later. */
export const HELD_WITHOUT_RIGHTS_MS = 24 * HOUR_MS;
/** As long as a receiver is retried that does not answer. */
export const HELD_WHILE_PAUSED_MS = 72 * HOUR_MS;

/** Tells for the jobs of one connection which subscriptions receive deliveries, and for how long others keep theirs. */
export class SubscriptionStandings {
  /** Since when, by subscription id; undefined: not read yet. */
  private heldSince: Map<string, number> | undefined;
  private readonly unsaved = new Set<string>();

  constructor(private readonly context: DeliveryContext) {}

  /** To be awaited before each round: what a worker before this one knew, without what has changed since. */
  async load(): Promise<void> {
    const { store, connection, book } = this.context;
    this.heldSince ??= await store.pausedSubscriptions.all(connection);
    if (this.heldSince.size === 0) return;
    const subscriptions = await book.all();
    for (const id of [...this.heldSince.keys()]) {
      const subscription = subscriptions.get(id);
      if (subscription === undefined) this.release(id);
      else this.of(subscription, true);
    }
  }

  /** `hasWaiting`: something waits for it, so its owner had the rights when that was handed over. */
  of(subscription: Subscription | undefined, hasWaiting = false): Standing {
    if (subscription === undefined || subscription.disabled === 'gone') return 'ended';
    const { rights, connection, now } = this.context;
    const isPaused = subscription.disabled === 'asked';
    const mayReceive = rights.mayReceive(subscription, connection);
    if (mayReceive && !isPaused) {
      this.release(subscription.id);
      return 'open';
    }
    if (!mayReceive && !hasWaiting && !rights.couldReceive(subscription, connection)) return 'ended';
    const limit = mayReceive ? HELD_WHILE_PAUSED_MS : HELD_WITHOUT_RIGHTS_MS;
    return now() - this.hold(subscription.id) < limit ? 'held' : 'ended';
  }

  /** Writes down what has changed, for the worker after this one. */
  async save(): Promise<void> {
    const { store, connection, logger } = this.context;
    for (const id of [...this.unsaved]) {
      const since = this.heldSince?.get(id);
      if (since === undefined) await store.pausedSubscriptions.resume(connection, id);
      else await store.pausedSubscriptions.pause(connection, id, since);
      this.unsaved.delete(id);
      const message = since === undefined ? 'webhook deliveries are no longer held' : 'webhook deliveries are held';
      logger.info({ connection, subscription: id }, message);
    }
  }

  private hold(id: string): number {
    const known = this.heldSince?.get(id);
    if (known !== undefined) return known;
    const since = this.context.now();
    this.heldSince?.set(id, since);
    this.unsaved.add(id);
    return since;
  }

  private release(id: string): void {
    if (this.heldSince?.delete(id)) this.unsaved.add(id);
  }
}

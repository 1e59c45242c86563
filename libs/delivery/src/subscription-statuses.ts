import type { Subscription } from '#libs/webhooks';
import type { DeliveryContext } from './delivery-context.js';

/** `active`: deliveries are sent. `paused`: they are kept until it is active again. `ended`: nothing is kept. */
export type SubscriptionStatus = 'active' | 'paused' | 'ended';

const HOUR_MS = 3_600_000;
/** A key may be missing from a configuration, or expire, and be restored later. */
export const KEPT_WITHOUT_PERMISSION_MS = 24 * HOUR_MS;
/** As long as an unreachable receiver is retried. */
export const KEPT_WHILE_PAUSED_MS = 72 * HOUR_MS;

/** The status of each subscription for one connection. */
export class SubscriptionStatuses {
  /** By subscription id; undefined: not loaded yet. */
  private pausedSince: Map<string, number> | undefined;
  private readonly unsaved = new Set<string>();

  constructor(private readonly context: DeliveryContext) {}

  /** Loads the state of the previous worker once, and updates it. Call it before each cycle. */
  async load(): Promise<void> {
    const { store, connection } = this.context;
    this.pausedSince ??= await store.pausedSubscriptions.all(connection);
    if (this.pausedSince.size === 0) return;
    const subscriptions = await this.context.subscriptions.all();
    for (const id of [...this.pausedSince.keys()]) {
      const subscription = subscriptions.get(id);
      if (subscription === undefined) this.resume(id);
      else this.of(subscription, true);
    }
  }

  /** `hasPending`: deliveries are queued for it, so its owner had the permission when they were. */
  of(subscription: Subscription | undefined, hasPending = false): SubscriptionStatus {
    if (subscription === undefined || subscription.disabled === 'gone') return 'ended';
    const { permissions, connection, now } = this.context;
    const isPaused = subscription.disabled === 'asked';
    const mayReceive = permissions.mayReceive(subscription, connection);
    if (mayReceive && !isPaused) {
      this.resume(subscription.id);
      return 'active';
    }
    if (!mayReceive && !hasPending && !permissions.couldReceive(subscription, connection)) return 'ended';
    const limit = mayReceive ? KEPT_WHILE_PAUSED_MS : KEPT_WITHOUT_PERMISSION_MS;
    return now() - this.pause(subscription.id) < limit ? 'paused' : 'ended';
  }

  /** Stores the changes for the next worker. */
  async save(): Promise<void> {
    const { store, connection, logger } = this.context;
    for (const id of [...this.unsaved]) {
      const since = this.pausedSince?.get(id);
      if (since === undefined) await store.pausedSubscriptions.resume(connection, id);
      else await store.pausedSubscriptions.pause(connection, id, since);
      this.unsaved.delete(id);
      const message = since === undefined ? 'webhook deliveries resumed' : 'webhook deliveries paused';
      logger.info({ connection, subscription: id }, message);
    }
  }

  private pause(id: string): number {
    const known = this.pausedSince?.get(id);
    if (known !== undefined) return known;
    const since = this.context.now();
    this.pausedSince?.set(id, since);
    this.unsaved.add(id);
    return since;
  }

  private resume(id: string): void {
    if (this.pausedSince?.delete(id)) this.unsaved.add(id);
  }
}

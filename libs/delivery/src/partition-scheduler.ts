import type { DeliveryContext } from './delivery-context.js';
import type { Partition, RunResult } from './partition.js';
import { dropPending } from './pending-deliveries.js';
import type { SubscriptionStatuses } from './subscription-statuses.js';

const LEASE_MS = 10_000;
/** As many fit between two milliseconds of a score. */
const FRACTIONS = 4_096;
const MAX_PER_SUBSCRIPTION = 16;
/** After as many consecutive failures of a receiver, one partition at a time is enough to notice its recovery. */
const FAILURE_THRESHOLD = 3;

/** Claims due partitions, with a limit per subscription and a smaller one for failing receivers, so that these delay no other. */
export class PartitionScheduler {
  private readonly leased = new Set<Partition>();
  /** Consecutive failures by subscription id. */
  private readonly failures = new Map<string, number>();
  private cycles = 0;
  private fraction = Math.floor(Math.random() * FRACTIONS);

  constructor(
    private readonly context: DeliveryContext,
    private readonly statuses: SubscriptionStatuses,
  ) {}

  /** Claims due partitions of subscriptions with pending deliveries, and drops deliveries that will never be sent. */
  async claim(pending: readonly string[], limit: number): Promise<Partition[]> {
    const claimed: Partition[] = [];
    if (pending.length === 0) return claimed;
    const subscriptions = await this.context.subscriptions.all();
    for (const id of this.roundRobin(pending)) {
      const subscription = subscriptions.get(id);
      const status = this.statuses.of(subscription, true);
      if (status === 'active') claimed.push(...(await this.claimOf(id, limit - claimed.length)));
      else if (subscription === undefined) await this.dropUnlessUnreadable(id);
      else if (status === 'ended') await dropPending(this.context, id, 'the subscription was inactive for too long');
    }
    return claimed;
  }

  /** Ends the lease, so that any process may claim what is left. */
  async release(partition: Partition, result: RunResult): Promise<void> {
    const { connection, store, now } = this.context;
    const { subscription, key, leaseUntil, isLeased } = partition;
    if (result === 'delivered') this.failures.delete(subscription);
    else if (result === 'failed') this.failures.set(subscription, (this.failures.get(subscription) ?? 0) + 1);
    this.leased.delete(partition);
    if (isLeased) await store.outbox.moveDue(connection, subscription, key, leaseUntil, now());
  }

  /** Call it well before leases end. */
  async renewLeases(): Promise<void> {
    const { connection, store } = this.context;
    await Promise.all(
      [...this.leased].map((partition) => {
        const from = partition.leaseUntil;
        partition.leaseUntil = this.leaseEnd();
        return store.outbox.moveDue(connection, partition.subscription, partition.key, from, partition.leaseUntil);
      }),
    );
  }

  /** The end of a lease that begins now. */
  leaseEnd(): number {
    this.fraction = (this.fraction + 1) % FRACTIONS;
    return Math.floor(this.context.now()) + LEASE_MS + this.fraction / FRACTIONS;
  }

  private roundRobin(pending: readonly string[]): string[] {
    const first = (this.cycles += 1) % pending.length;
    return [...pending.slice(first), ...pending.slice(0, first)];
  }

  /** Another version may be able to read the subscription. */
  private async dropUnlessUnreadable(id: string): Promise<void> {
    const { connection, store, subscriptions } = this.context;
    if (!(await subscriptions.exists(id))) await store.outbox.drop(connection, id);
  }

  private async claimOf(subscription: string, limit: number): Promise<Partition[]> {
    const { connection, store, now } = this.context;
    const active = [...this.leased].filter((partition) => partition.subscription === subscription).length;
    const isFailing = (this.failures.get(subscription) ?? 0) >= FAILURE_THRESHOLD;
    const room = Math.min(limit, (isFailing ? 1 : MAX_PER_SUBSCRIPTION) - active);
    if (room <= 0) return [];
    const leaseUntil = this.leaseEnd();
    const keys = await store.outbox.claim(connection, subscription, now(), leaseUntil, room);
    const claimed = keys.map((key) => ({ subscription, key, leaseUntil, isLeased: true }));
    for (const partition of claimed) this.leased.add(partition);
    return claimed;
  }
}

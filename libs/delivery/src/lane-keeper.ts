import type { Lane, Turn } from './lane.js';
import type { DeliveryContext } from './delivery-context.js';
import type { SubscriptionStandings } from './subscription-standing.js';
import { dropWaiting } from './waiting-deliveries.js';

const LANE_LEASE_MS = 10_000;
/** As many fit between two milliseconds of a score. */
const FRACTIONS = 4_096;
/** One receiver gets so much at a time. */
const MOST_PER_SUBSCRIPTION = 16;
/** Of a receiver that failed so often in a row, one lane at a time is enough to see whether it is back. */
const FAILURES_THAT_TELL = 3;

/**
 * Which lanes are to be worked on next. Each subscription has its share, and a receiver that does not answer has a small
 * one, so that nobody waits for somebody else's receiver.
 */
export class LaneKeeper {
  private readonly inHand = new Set<Lane>();
  private readonly failures = new Map<string, number>();
  private rounds = 0;
  private fraction = Math.floor(Math.random() * FRACTIONS);

  constructor(
    private readonly context: DeliveryContext,
    private readonly standings: SubscriptionStandings,
  ) {}

  /**
   * Takes lanes that are due, of subscriptions for which something is pending. Drops what will never be delivered.
   */
  async take(pending: readonly string[], limit: number): Promise<Lane[]> {
    const taken: Lane[] = [];
    if (pending.length === 0) return taken;
    const subscriptions = await this.context.book.all();
    for (const id of this.inTurn(pending)) {
      const subscription = subscriptions.get(id);
      const standing = this.standings.of(subscription, true);
      if (standing === 'open') taken.push(...(await this.takeOf(id, limit - taken.length)));
      else if (subscription === undefined) await this.dropUnlessUnreadable(id);
      else if (standing === 'ended') await dropWaiting(this.context, id, 'the subscription was not open for too long');
    }
    return taken;
  }

  /** A lane is in hand no longer: another process may have what is left in it. */
  async giveBack(lane: Lane, turn: Turn): Promise<void> {
    const { connection, store, now } = this.context;
    const { subscription } = lane;
    if (turn === 'delivered') this.failures.delete(subscription);
    else if (turn === 'failed') this.failures.set(subscription, (this.failures.get(subscription) ?? 0) + 1);
    this.inHand.delete(lane);
    if (lane.isHeld) await store.outbox.moveDue(connection, subscription, lane.lane, lane.leaseUntil, now());
  }

  /** To be called well before leases end. */
  async extendLeases(): Promise<void> {
    const { connection, store } = this.context;
    await Promise.all(
      [...this.inHand].map((lane) => {
        const from = lane.leaseUntil;
        lane.leaseUntil = this.leaseEnd();
        return store.outbox.moveDue(connection, lane.subscription, lane.lane, from, lane.leaseUntil);
      }),
    );
  }

  /** When a lease ends that begins now. */
  leaseEnd(): number {
    this.fraction = (this.fraction + 1) % FRACTIONS;
    return Math.floor(this.context.now()) + LANE_LEASE_MS + this.fraction / FRACTIONS;
  }

  /** Another subscription comes first each time, so that each gets its share of what may be in hand. */
  private inTurn(pending: readonly string[]): string[] {
    const first = (this.rounds += 1) % pending.length;
    return [...pending.slice(first), ...pending.slice(0, first)];
  }

  /** A subscription that cannot be read keeps what waits for it, for whoever can read it. */
  private async dropUnlessUnreadable(id: string): Promise<void> {
    const { connection, store, book } = this.context;
    if (!(await book.exists(id))) await store.outbox.drop(connection, id);
  }

  private async takeOf(subscription: string, limit: number): Promise<Lane[]> {
    const { connection, store, now } = this.context;
    const held = [...this.inHand].filter((lane) => lane.subscription === subscription).length;
    const isFailing = (this.failures.get(subscription) ?? 0) >= FAILURES_THAT_TELL;
    const room = Math.min(limit, (isFailing ? 1 : MOST_PER_SUBSCRIPTION) - held);
    if (room <= 0) return [];
    const leaseUntil = this.leaseEnd();
    const due = await store.outbox.claim(connection, subscription, now(), leaseUntil, room);
    const lanes = due.map((lane) => ({ subscription, lane, leaseUntil, isHeld: true }));
    for (const lane of lanes) this.inHand.add(lane);
    return lanes;
  }
}

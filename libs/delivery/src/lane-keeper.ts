import type { Turn } from './courier.js';
import type { DeliveryContext } from './delivery-context.js';
import type { SubscriptionStandings } from './subscription-standing.js';
import { dropWaiting } from './waiting-deliveries.js';

/** A lane in hand. */
export interface Lane {
  subscription: string;
  lane: string;
}

/** One receiver gets so much at a time. */
const MOST_PER_SUBSCRIPTION = 16;
/** Of a receiver that failed so often in a row, one lane at a time is enough to see whether it is back. */
const FAILURES_THAT_TELL = 3;
/** Whoever has a lane in hand for longer has lost it. */
const LOST_AFTER_MS = 30_000;

/**
 * Which lanes are to be worked on next. Each subscription has its share, and a receiver that does not answer has a small
 * one, so that nobody waits for somebody else's receiver.
 */
export class LaneKeeper {
  /** Lanes in hand, with the time since when, by subscription. */
  private readonly inHand = new Map<string, Map<string, number>>();
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly context: DeliveryContext,
    private readonly standings: SubscriptionStandings,
  ) {}

  /** Lanes that are due and in nobody's hand; they are in hand from now on. Drops what will never be delivered. */
  async take(): Promise<Lane[]> {
    const { connection, store, book } = this.context;
    const taken: Lane[] = [];
    const pending = await store.outbox.pending(connection);
    if (pending.length === 0) return [];
    const subscriptions = await book.all();
    for (const id of pending) {
      const subscription = subscriptions.get(id);
      const standing = this.standings.of(subscription, true);
      if (standing === 'open') taken.push(...(await this.takeOf(id)));
      else if (subscription === undefined) await this.dropUnlessUnreadable(id);
      else if (standing === 'ended') await dropWaiting(this.context, id, 'the subscription was not open for too long');
    }
    return taken;
  }

  /** A lane is in hand no longer. */
  giveBack({ subscription, lane }: Lane, turn: Turn): void {
    const held = this.inHand.get(subscription);
    held?.delete(lane);
    if (held?.size === 0) this.inHand.delete(subscription);
    if (turn === 'delivered') this.failures.delete(subscription);
    else if (turn === 'failed') this.failures.set(subscription, (this.failures.get(subscription) ?? 0) + 1);
  }

  /** A subscription that cannot be read keeps what waits for it, for whoever can read it. */
  private async dropUnlessUnreadable(id: string): Promise<void> {
    const { connection, store, book } = this.context;
    if (!(await book.exists(id))) await store.outbox.drop(connection, id);
  }

  private async takeOf(subscription: string): Promise<Lane[]> {
    const { connection, store, now } = this.context;
    const held = this.heldOf(subscription);
    const isFailing = (this.failures.get(subscription) ?? 0) >= FAILURES_THAT_TELL;
    const room = (isFailing ? 1 : MOST_PER_SUBSCRIPTION) - held.size;
    if (room <= 0) return [];
    // Those in hand are still due.
    const due = await store.outbox.due(connection, subscription, now(), room + held.size);
    const lanes = due.filter((lane) => !held.has(lane)).slice(0, room);
    for (const lane of lanes) held.set(lane, now());
    if (lanes.length > 0) this.inHand.set(subscription, held);
    return lanes.map((lane) => ({ subscription, lane }));
  }

  private heldOf(subscription: string): Map<string, number> {
    const held = this.inHand.get(subscription) ?? new Map<string, number>();
    const lost = this.context.now() - LOST_AFTER_MS;
    for (const [lane, since] of held) if (since < lost) held.delete(lane);
    return held;
  }
}

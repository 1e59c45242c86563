import type { Store, UnreadableValue } from '#libs/store';
import { randomBytes } from 'node:crypto';
import { subscriptionFrom, type Subscription } from './subscription.js';

const ID_BYTES = 15;
export const SUBSCRIPTION_ID = /^wh_[\w-]{20}$/;

/** All subscriptions. */
export class SubscriptionRepository {
  private known: { version: string; byId: ReadonlyMap<string, Subscription> } | null = null;

  constructor(private readonly store: Store) {}

  /** Those that there are now and can be read; read again only when one was written since. */
  async all(): Promise<ReadonlyMap<string, Subscription>> {
    if (this.known && this.known.version === (await this.store.subscriptions.version())) return this.known.byId;
    const { version, texts } = await this.store.subscriptions.all();
    const byId = new Map<string, Subscription>();
    for (const [id, text] of texts) {
      const subscription = this.read(id, text);
      if (subscription !== null) byId.set(id, subscription);
    }
    this.known = { version, byId };
    return byId;
  }

  async find(id: string): Promise<Subscription | null> {
    const text = await this.store.subscriptions.read(id);
    return text === null ? null : this.read(id, text);
  }

  /** Whether there is one, be it readable or not. */
  async exists(id: string): Promise<boolean> {
    return (await this.store.subscriptions.read(id)) !== null;
  }

  /** A new one; what happened before is not delivered. */
  async add(facts: Omit<Subscription, 'id' | 'since'>): Promise<Subscription> {
    const id = `wh_${randomBytes(ID_BYTES).toString('base64url')}`;
    const subscription = { id, ...facts, since: await this.store.subscriptions.time() };
    const isNew = await this.store.subscriptions.replace(id, null, this.textOf(subscription));
    if (!isNew) throw new Error('Two subscriptions got the same id.');
    return subscription;
  }

  /** Compare and set; null: there is none. `change` returns null to leave it. */
  async change(id: string, change: (present: Subscription) => Subscription | null): Promise<Subscription | null> {
    for (;;) {
      const text = await this.store.subscriptions.read(id);
      const present = text === null ? null : this.read(id, text);
      if (present === null) return null;
      const next = change(present);
      if (next === null) return present;
      if (await this.store.subscriptions.replace(id, text, this.textOf(next))) return next;
    }
  }

  /**
   * False: there was none. Deliveries under way are dropped. `check` gets the subscription as it is
   * removed, and prevents that by throwing.
   */
  async remove(id: string, check: (present: Subscription) => void = () => undefined): Promise<boolean> {
    return this.removeIf(id, (present) => {
      check(present);
      return true;
    });
  }

  /** False: there was none, or `mayGo`, which gets it as it would be removed, says no. */
  async removeIf(id: string, mayGo: (present: Subscription) => boolean): Promise<boolean> {
    for (;;) {
      const text = await this.store.subscriptions.read(id);
      const present = text === null ? null : this.read(id, text);
      if (present === null || !mayGo(present)) return false;
      if (!(await this.store.subscriptions.replace(id, text, null))) continue;
      await this.store.deliveries.remove(id);
      return true;
    }
  }

  /** How many there are, and how many of them are not as they would be written now: plain, or sealed by another key. */
  async sealing(): Promise<{ all: number; outdated: number }> {
    const { texts } = await this.store.subscriptions.all();
    const outdated = [...texts.values()].filter((text) => !this.store.values.isUpToDate(text));
    return { all: texts.size, outdated: outdated.length };
  }

  /** Rewrites these, but for those that cannot be read; returns how many. */
  async reseal(): Promise<number> {
    const { texts } = await this.store.subscriptions.all();
    let count = 0;
    for (const [id, text] of texts) {
      const present = this.store.values.isUpToDate(text) ? null : this.read(id, text);
      // A concurrent write seals it as well.
      if (present !== null && (await this.store.subscriptions.replace(id, text, this.textOf(present)))) count += 1;
    }
    return count;
  }

  private read(id: string, text: string): Subscription | null {
    return this.store.values.read(this.placeOf(id), text, subscriptionFrom);
  }

  private textOf(subscription: Subscription): string {
    return this.store.values.encrypt(this.placeOf(subscription.id), JSON.stringify(subscription));
  }

  private placeOf(id: string): UnreadableValue {
    return { kind: 'subscription', key: this.store.keys.subscriptions(), part: id };
  }
}

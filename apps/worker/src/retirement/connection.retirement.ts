import type { Moment } from '#libs/jobs';
import type { ConnectionExtension } from '#libs/observer';
import type { Store } from '#libs/store';
import { withConnectionRenamed, type SubscriptionRepository } from '#libs/webhooks';
import type { Logger } from 'pino';
import { setTimeout as pause } from 'node:timers/promises';
import { whileHolding } from './held-lease.js';
import { NamedSubscriptions } from './named-subscriptions.js';

const HOUR_MS = 3_600_000;
/** How often a process reports its configured connections, and searches for those that no process has. */
export const ROUND_EVERY_MS = 60_000;
/** The same while a connection waits to be moved to its new name. */
const MOVE_EVERY_MS = 2_000;
/** A configuration file reaches the processes of an installation one after another. */
export const GRACE_MS = 600_000;
/** Longer than a delivery is retried, or kept for a paused subscription. */
export const DELIVERIES_KEPT_MS = 96 * HOUR_MS;
const LEASE_MS = 3 * ROUND_EVERY_MS;
const DRAIN_WITHIN_MS = 30_000;
const DRAINED_EVERY_MS = 200;
const FORGET_AT_ONCE = 200;

export interface KnownConnection {
  name: string;
  /** null: it had no other name before. */
  renamedFrom: string | null;
}

export interface RetirementOptions {
  store: Store;
  worker: string;
  connections: readonly KnownConnection[];
  retentionMs: number;
  subscriptions: SubscriptionRepository;
  deliveriesOf: (connection: string) => Pick<ConnectionExtension, 'start' | 'stop'>;
  logger: Logger;
  now: () => Moment;
}

/**
 * Retires connections that no process has configured any more: ended jobs expire, pending deliveries are sent, and after the
 * retention of jobs everything is removed from Redis. A connection that is configured again before that keeps its data. The
 * data of a renamed connection is moved to the new name. Subscriptions for single jobs are removed with these.
 */
export class ConnectionRetirement {
  private readonly stopping = new AbortController();
  private readonly named: NamedSubscriptions;
  private connections: readonly KnownConnection[];
  private retentionMs: number;
  private hasDiscovered = false;
  private isMoveDue = true;
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();

  constructor(private readonly options: RetirementOptions) {
    this.connections = options.connections;
    this.retentionMs = options.retentionMs;
    this.named = new NamedSubscriptions(options);
  }

  applyConfig(connections: readonly KnownConnection[], retentionMs: number): void {
    this.connections = connections;
    this.retentionMs = retentionMs;
    this.isMoveDue = true;
    if (this.timer) this.startRoundIn(0);
  }

  start(): void {
    this.startRoundIn(0);
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    if (this.timer) clearTimeout(this.timer);
    await this.round;
    const { store, worker } = this.options;
    await store.registry.releaseRetirement(worker).catch(() => undefined);
  }

  private startRoundIn(milliseconds: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.round = this.runRound().catch((error: unknown) => {
        this.options.logger.warn({ error: String(error) }, 'connections could not be retired');
      });
      void this.round.then(() => {
        if (!this.stopping.signal.aborted) this.startRoundIn(this.isMoveDue ? MOVE_EVERY_MS : ROUND_EVERY_MS);
      });
    }, milliseconds);
  }

  async runRound(): Promise<void> {
    const { store, worker, now } = this.options;
    const { registry } = store;
    await registry.markConfigured(
      this.connections.map(({ name }) => name),
      now(),
    );
    await this.moveRenamed();
    if (!this.hasDiscovered) await registry.discover(now());
    this.hasDiscovered = true;
    if (!(await registry.acquireRetirement(worker, LEASE_MS))) return;
    for (const [name, since] of await registry.notConfiguredSince(now() - GRACE_MS)) {
      if (this.stopping.signal.aborted) return;
      await this.retire(name, since);
    }
    await this.named.removeUnused();
  }

  private async moveRenamed(): Promise<void> {
    this.isMoveDue = false;
    for (const { name, renamedFrom } of this.connections) {
      if (renamedFrom === null || !(await this.options.store.connectionMove.isNeeded(renamedFrom))) continue;
      if (!(await this.move(renamedFrom, name))) this.isMoveDue = true;
    }
  }

  /** False: another process still runs the former connection, or more events are left than one round moves. */
  private async move(from: string, to: string): Promise<boolean> {
    const { store, worker, subscriptions, logger, now } = this.options;
    const isMoved = await whileHolding(store.leases, from, worker, async (signal) => {
      // First its events become deliveries, of which those to be retried are moved.
      await this.deliver(from);
      if (!(await this.hasReadAllEvents(from))) return false;
      const counted = await store.connectionMove.run(from, to, now(), signal);
      if (counted === null) return false;
      for (const { id } of (await subscriptions.all()).values()) {
        await subscriptions.change(id, (subscription) => withConnectionRenamed(subscription, from, to));
      }
      if (counted.left === 0) await store.registry.remove(from);
      logger.info({ connection: to, renamedFrom: from, ...counted }, 'the jobs of a renamed connection were moved');
      return true;
    });
    return isMoved ?? false;
  }

  private async retire(name: string, since: Moment): Promise<void> {
    const { store, worker, now } = this.options;
    const owner = await store.leases.owner(name);
    // A process of an older version has it configured, and does not report it.
    if (owner !== null && owner !== worker) return store.registry.markConfigured([name], now());
    await whileHolding(store.leases, name, worker, async (signal) => {
      while ((await store.jobs.removeExpired(name, now(), FORGET_AT_ONCE)) === FORGET_AT_ONCE) signal.throwIfAborted();
      await this.deliver(name);
      signal.throwIfAborted();
      if (now() >= since + this.retentionMs) await this.removeUnlessNeeded(name, since);
    });
  }

  /** Sends the due deliveries; later ones are sent in a later round. */
  private async deliver(name: string): Promise<void> {
    if (await this.isIdle(name)) return;
    const { deliveriesOf } = this.options;
    const deliveries = deliveriesOf(name);
    await deliveries.start();
    const until = Date.now() + DRAIN_WITHIN_MS;
    while (Date.now() < until && !this.stopping.signal.aborted && !(await this.isIdle(name))) {
      await pause(DRAINED_EVERY_MS);
    }
    await deliveries.stop();
  }

  /** Whether all events have become deliveries, and no delivery is due. */
  private async isIdle(name: string): Promise<boolean> {
    if (!(await this.hasReadAllEvents(name))) return false;
    const { outbox } = this.options.store;
    const pending = await outbox.pending(name);
    const at = this.options.now();
    const due = await Promise.all(pending.map((id) => outbox.due(name, id, at, 1)));
    return due.every((partitions) => partitions.length === 0);
  }

  private async hasReadAllEvents(name: string): Promise<boolean> {
    const { outbox, streamReader } = this.options.store;
    const [position, end] = await Promise.all([outbox.position(name), streamReader.end(name)]);
    return position === end;
  }

  private async removeUnlessNeeded(name: string, since: Moment): Promise<void> {
    const { store, logger, now } = this.options;
    const isWaiting = (await store.outbox.pending(name)).length > 0;
    if (isWaiting && now() < since + this.retentionMs + DELIVERIES_KEPT_MS) return;
    // It may have been configured meanwhile.
    if (!(await store.registry.notConfiguredSince(now() - GRACE_MS)).has(name)) return;
    const keys = await store.connectionKeys.remove(name);
    await store.registry.remove(name);
    logger.info({ connection: name, keys }, 'connection removed: it is no longer configured');
  }
}

import type { Moment } from '#libs/jobs';
import { within } from '#libs/queue';
import { workerNamed } from '#libs/requests';
import { byShard } from '#libs/store';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ShareRules } from '../admission/poll-shares.js';
import type { ConnectionSettings, TrackingRules } from '../connection-context.js';
import { RequestConsumer } from '../requests/request-consumer.js';
import { ConnectionLifecycle } from './connection-lifecycle.js';
import { ConnectionRunner } from './connection-runner.js';
import { LeaseAcquisition } from './lease-acquisition.js';
import { LEASE_MS, RENEW_EVERY_MS } from './lease-times.js';
import type { LeaseManagerOptions } from './lease-manager-options.js';
import { openConnection, type SharedByConnections } from './open-connection.js';

const ROUND_WITHIN_MS = 2_000;
/** What is left to do of a call when its answer is there. */
const HAND_OVER_MS = 1_000;

interface Running {
  lifecycle: ConnectionLifecycle;
  runner: ConnectionRunner;
}

/**
 * Runs connections, one process each at a time, so that session, budget, circuit and single flight of a connection live in
 * one place. Any number of workers may run: they share the connections, and take over those of the ones that die.
 */
export class ConnectionLeaseManager {
  private readonly worker = workerNamed(randomUUID());
  private readonly running = new Map<string, Running>();
  /** Shards whose leases are being renewed at this moment. */
  private readonly renewing = new Set<number>();
  /** Leases that are being given back. */
  private readonly releasing = new Set<Promise<void>>();
  private readonly acquisition: LeaseAcquisition;
  private readonly consumer: RequestConsumer;
  /** What is configured now; other objects whenever it has changed. */
  private wanted: readonly ConnectionSettings[];
  /** One object for all runners, so that a change reaches them. */
  private readonly tracking: TrackingRules;
  private readonly shares: ShareRules;
  private readonly credentialsSince = new Map<string, Moment>();
  private readonly now: () => Moment;
  private timer: NodeJS.Timeout | null = null;
  private isStopping = false;
  private endedAt: Moment | null = null;

  constructor(private readonly options: LeaseManagerOptions) {
    const { store, queueAccess, logger } = options;
    this.now = options.now ?? store.clock.now;
    this.wanted = options.connections;
    this.tracking = { ...options.tracking };
    this.shares = { polls: null, ...options.shares };
    this.acquisition = new LeaseAcquisition(store, this.worker, logger);
    this.consumer = new RequestConsumer({
      ...{ worker: this.worker, queueAccess, logger, now: this.now },
      requestsOf: (connection) => this.requestsOf(connection),
      verifySome: (cycle, of) => this.verifySome(cycle, of),
    });
    store.signals.listen((connection, change) => this.running.get(connection)?.runner.changed(change));
  }

  /**
   * Applies another configuration. A connection that has changed is given up when its calls in flight are finished, and taken
   * again with a new session; so one that is gone is given up, and one that is new is taken.
   */
  applyConfig({
    connections,
    tracking,
    shares,
  }: Pick<LeaseManagerOptions, 'connections' | 'tracking' | 'shares'>): void {
    Object.assign(this.tracking, tracking);
    Object.assign(this.shares, shares);
    const before = new Map(this.wanted.map((settings) => [settings.name, settings]));
    const after = new Map(connections.map((settings) => [settings.name, settings]));
    this.wanted = connections;
    for (const [name, settings] of after) {
      if (!isSameLogOn(settings, before.get(name))) this.credentialsSince.set(name, this.now());
    }
    for (const [name, { lifecycle }] of this.running) {
      const { timeoutMs } = lifecycle.settings.limits;
      if (!isDeepStrictEqual(after.get(name), before.get(name))) void lifecycle.leave(timeoutMs + HAND_OVER_MS);
    }
  }

  /** Leases are renewed by this timer, whatever else takes how long. */
  start(): void {
    this.timer = setInterval(() => this.beginRound(), RENEW_EVERY_MS);
    this.consumer.start().catch((error: unknown) => this.warn('requests cannot be taken', error));
    this.beginRound();
  }

  /** Names of the connections that this process runs. */
  get connections(): string[] {
    return [...this.running.keys()];
  }

  /** When Redis last answered to a round; null: not so far. */
  get roundEndedAt(): Moment | null {
    return this.endedAt;
  }

  /** Another process has written to these connections; null: it may have written to any. */
  signaled(connections: readonly string[] | null): void {
    for (const name of connections ?? this.running.keys()) this.verify(name);
  }

  /** Gives every connection up, with what is in hand finished or given back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    // Redis may be away.
    await within(this.acquisition.stop(), ROUND_WITHIN_MS);
    const ending = within(this.options.store.heartbeats.end(this.worker), ROUND_WITHIN_MS);
    await Promise.all([...[...this.running.values()].map(({ lifecycle }) => lifecycle.leave()), ending]);
    await this.consumer.stop();
    await within(Promise.all(this.releasing), ROUND_WITHIN_MS);
  }

  /** Waits for nothing: no lease waits for another shard's, for a start or for an end. */
  private beginRound(): void {
    for (const [shard, names] of byShard(this.running.keys())) void this.renew(shard, names);
    for (const [name, { lifecycle }] of this.running) {
      lifecycle.maintain().catch((error: unknown) => this.warn('the maintenance of a connection failed', error, name));
    }
    this.consumer.keepAlive().catch((error: unknown) => this.warn('requests cannot be taken', error));
    this.acquire();
  }

  /** While Redis is away no other worker can take over, and nothing can be polled: the connections stay. */
  private async renew(shard: number, names: readonly string[]): Promise<void> {
    // A node of a Cluster may be silent for longer than a round.
    if (this.renewing.has(shard)) return;
    this.renewing.add(shard);
    try {
      const held = await this.options.store.leases.hold(names, this.worker, LEASE_MS);
      this.endedAt = this.now();
      for (const [name, isHeld] of held) if (!isHeld) void this.running.get(name)?.lifecycle.leave();
    } catch (error) {
      this.warn('leases could not be renewed', error);
    } finally {
      this.renewing.delete(shard);
    }
  }

  private acquire(): void {
    if (this.isStopping) return;
    const round = {
      wanted: this.wanted.map(({ name }) => name),
      running: this.connections,
      again: () => this.acquire(),
    };
    this.acquisition
      .run(round)
      .then((result) => {
        if (result === null) return;
        this.endedAt = this.now();
        for (const name of result.acquired) this.take(name);
        if (result.surplus !== null) this.makeRoom(result.surplus);
        for (const worker of result.dead) void this.cleanUpAfter(worker);
      })
      .catch((error: unknown) => this.warn('a connection could not be started', error));
  }

  /** Gives a connection up that is another worker's share by now: one at a time, in the background of the rounds. */
  private makeRoom(name: string): void {
    const isMakingRoom = [...this.running.values()].some(({ lifecycle }) => lifecycle.isStopping);
    if (!isMakingRoom && !this.isStopping) void this.running.get(name)?.lifecycle.leave();
  }

  private take(name: string): void {
    const settings = this.wanted.find((one) => one.name === name);
    if (this.running.has(name)) return;
    if (this.isStopping || settings === undefined) return void this.release(name);
    const { queueAccess, extensionOf, logger } = this.options;
    const context = openConnection(settings, this.options, this.shared);
    const runner = new ConnectionRunner(context, queueAccess, extensionOf?.(name) ?? null);
    const lifecycle = new ConnectionLifecycle(settings, runner, {
      started: () => logger.info({ connection: name }, 'connection acquired'),
      left: (error) => {
        this.running.delete(name);
        const releasing = this.release(name).finally(() => this.releasing.delete(releasing));
        this.releasing.add(releasing);
        logger.info({ connection: name }, 'connection released');
        if (error !== null) this.warn('a connection could not be started', error, name);
      },
    });
    this.running.set(name, { lifecycle, runner });
    lifecycle.take();
  }

  private requestsOf(connection: string) {
    const running = this.running.get(connection);
    return running?.lifecycle.isRunning === true ? running.runner.requests : null;
  }

  /** A signal of another process may have been lost: each cycle verifies some of the connections. */
  private verifySome(cycle: number, of: number): void {
    for (const [index, name] of this.connections.entries()) if (index % of === cycle % of) this.verify(name);
  }

  private verify(name: string): void {
    this.running
      .get(name)
      ?.runner.verify()
      .catch(() => undefined);
  }

  private async cleanUpAfter(worker: string): Promise<void> {
    try {
      await this.consumer.removeQueues(worker);
      await this.options.store.heartbeats.forget(worker);
    } catch (error) {
      this.warn('what a dead worker left could not be removed', error);
    }
  }

  private get shared(): SharedByConnections {
    return { tracking: this.tracking, shares: this.shares, credentialsSince: this.credentialsSince, now: this.now };
  }

  private async release(name: string): Promise<void> {
    await this.options.store.leases.release([name], this.worker).catch(() => undefined);
  }

  private warn(message: string, error: unknown, connection?: string): void {
    const facts = { ...(connection === undefined ? {} : { connection }), error: String(error) };
    this.options.logger.warn(facts, message);
  }
}

/** Whether a log-on that was refused to one would be refused to the other. */
function isSameLogOn(one: ConnectionSettings, other: ConnectionSettings | undefined): boolean {
  return other !== undefined && one.url === other.url && isDeepStrictEqual(one.auth, other.auth);
}

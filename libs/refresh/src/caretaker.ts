import type { Moment } from '#libs/jobs';
import { within } from '#libs/queue';
import { workerNamed } from '#libs/requests';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ShareRules } from './admission/poll-shares.js';
import { ConnectionCare } from './connection-care.js';
import type { ConnectionSettings, TrackingRules } from './connection-context.js';
import type { CaretakerOptions } from './ownership/caretaker-options.js';
import { ConnectionRunner } from './ownership/connection-runner.js';
import { openConnection, type SharedByConnections } from './ownership/open-connection.js';

/** A process that dies leaves its connections without care for at most six seconds: half of one is for whoever follows. */
const OWNERSHIP_MS = 5_500;
const RENEW_EVERY_MS = 1_500;
/** So long after the end of a lease it has ended for certain. */
const LEASE_END_MS = 10;
const ROUND_WITHIN_MS = 2_000;
/** What is left to do of a call when its answer is there. */
const HAND_OVER_MS = 1_000;

/**
 * Takes connections into care, one process each at a time, so that session, budget, circuit and single flight of a
 * connection live in one place. Any number of workers may run: they share the connections, and take over those of the
 * ones that die.
 */
export class Caretaker {
  private readonly worker = workerNamed(randomUUID());
  private readonly runners = new Map<string, ConnectionRunner>();
  /** Connections whose lease is being renewed at this moment. */
  private readonly renewing = new Set<string>();
  /** Leases that are being given back. */
  private readonly releasing = new Set<Promise<void>>();
  /** Connections beyond the own share that nobody had a round ago: whoever should take them has not. */
  private readonly leftOver = new Set<string>();
  /** Connections that are asked for at this moment. */
  private asking = 0;
  /** What is configured now; other objects whenever it has changed. */
  private wanted: readonly ConnectionSettings[];
  /** One object for all cares, so that a change reaches them. */
  private readonly tracking: TrackingRules;
  private readonly shares: ShareRules;
  private readonly credentialsSince = new Map<string, Moment>();
  private readonly now: () => Moment;
  private timer: NodeJS.Timeout | null = null;
  private taking: Promise<void> | null = null;
  private takingSoon: NodeJS.Timeout | null = null;
  /** Workers that live, this one among them, when the roll was last called. */
  private workers = 1;
  private isStopping = false;
  private endedAt: Moment | null = null;

  constructor(private readonly options: CaretakerOptions) {
    this.now = options.now ?? options.store.clock.now;
    this.wanted = options.connections;
    this.tracking = { ...options.tracking };
    this.shares = { polls: null, ...options.shares };
  }

  /**
   * Puts another configuration into force. A connection that has changed is given up when its calls in flight are
   * finished, and taken again with a new session; so one that is gone is given up, and one that is new is taken.
   */
  applyConfig({ connections, tracking, shares }: Pick<CaretakerOptions, 'connections' | 'tracking' | 'shares'>): void {
    Object.assign(this.tracking, tracking);
    Object.assign(this.shares, shares);
    const before = new Map(this.wanted.map((settings) => [settings.name, settings]));
    const after = new Map(connections.map((settings) => [settings.name, settings]));
    this.wanted = connections;
    for (const [name, settings] of after) {
      if (!isSameLogOn(settings, before.get(name))) this.credentialsSince.set(name, this.now());
    }
    for (const [name, runner] of this.runners) {
      const { timeoutMs } = runner.settings.limits;
      if (!isDeepStrictEqual(after.get(name), before.get(name))) void runner.leave(timeoutMs + HAND_OVER_MS);
    }
  }

  /** Begins to look after connections. Leases are renewed by this timer, whatever else takes how long. */
  start(): void {
    this.timer = setInterval(() => this.beginRound(), RENEW_EVERY_MS);
    this.beginRound();
  }

  /** Names of the connections in the care of this process. */
  get connections(): string[] {
    return [...this.runners.keys()];
  }

  /** When Redis last answered to a round; null: not so far. */
  get roundEndedAt(): Moment | null {
    return this.endedAt;
  }

  /** Gives every connection up, with what is in hand finished or given back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    if (this.takingSoon) clearTimeout(this.takingSoon);
    // Whoever takes connections may wait for a Redis that is away.
    await within(this.taking ?? Promise.resolve(), ROUND_WITHIN_MS);
    const leaving = [...this.runners.values()].map((runner) => runner.leave());
    await Promise.all([...leaving, within(this.options.store.board.leave(this.worker), ROUND_WITHIN_MS)]);
    await within(Promise.all(this.releasing), ROUND_WITHIN_MS);
  }

  /** Waits for nothing: no lease waits for another one, for a start or for an end. */
  private beginRound(): void {
    for (const [name, runner] of this.runners) void this.renew(name, runner);
    this.takeMore();
  }

  /** While the store is away nobody else can take over, and nothing can be polled: what is in care stays so. */
  private async renew(name: string, runner: ConnectionRunner): Promise<void> {
    // A node of a Cluster may be silent for longer than a round.
    if (this.renewing.has(name)) return;
    this.renewing.add(name);
    try {
      const isOwner = await this.own(name);
      if (!isOwner) void runner.leave();
      else runner.keepUp().catch((error: unknown) => this.warn(name, error));
    } catch (error) {
      this.warn(name, error);
    } finally {
      this.renewing.delete(name);
    }
  }

  private async own(name: string): Promise<boolean> {
    const isOwner = await this.options.store.board.own(name, this.worker, OWNERSHIP_MS);
    this.endedAt = this.now();
    return isOwner;
  }

  private takeMore(): void {
    if (this.isStopping) return;
    this.taking ??= this.takeShare()
      .catch((error: unknown) => this.warn(null, error))
      .finally(() => (this.taking = null));
  }

  private async takeShare(): Promise<void> {
    const share = await this.fairShare();
    const others = this.wanted.filter(({ name }) => !this.runners.has(name));
    await Promise.all(
      others.map((settings) =>
        this.tryToTake(settings, share).catch((error: unknown) => this.warn(settings.name, error)),
      ),
    );
    this.makeRoom(share);
    await this.takeWhenLeasesEnd();
  }

  /** Whoever lives renews in time. A lease that goes on to its end was a dead one's: what it held is taken at that moment. */
  private async takeWhenLeasesEnd(): Promise<void> {
    const { store } = this.options;
    const others = this.wanted.filter(({ name }) => !this.runners.has(name));
    const ends = await Promise.all(others.map(({ name }) => store.board.ownedFor(name).catch(() => null)));
    const soonest = Math.min(...ends.map((end) => (end === null ? Infinity : end + LEASE_END_MS)));
    if (soonest >= RENEW_EVERY_MS || this.isStopping) return;
    if (this.takingSoon) clearTimeout(this.takingSoon);
    this.takingSoon = setTimeout(() => this.takeMore(), soonest);
  }

  /** How many connections are this process's part, with the workers that live now. */
  private async fairShare(): Promise<number> {
    const { board } = this.options.store;
    try {
      this.workers = await board.present(this.worker, OWNERSHIP_MS);
      this.endedAt = this.now();
    } catch {
      // The node that calls the roll is away: as many live as before, as far as anybody knows.
    }
    return Math.ceil(this.wanted.length / Math.max(1, this.workers));
  }

  /** Gives a connection up that is another worker's part by now: one at a time, in the background of the rounds. */
  private makeRoom(share: number): void {
    const runners = [...this.runners.values()];
    if (this.isStopping || runners.length <= share || runners.some(({ isLeaving }) => isLeaving)) return;
    void runners.at(-1)?.leave();
  }

  private async tryToTake(settings: ConnectionSettings, share: number): Promise<void> {
    const { name } = settings;
    // Nothing is decided by a clock that nobody has compared.
    if (!this.options.store.clock.isSynchronized || !(await this.mayTake(name, share))) return;
    this.asking += 1;
    const isOwner = await this.own(name).finally(() => (this.asking -= 1));
    if (!isOwner) return;
    const isWanted = !this.isStopping && !this.runners.has(name) && this.wanted.includes(settings);
    if (isWanted) this.take(settings);
    else if (!this.runners.has(name)) await this.release(name);
  }

  /** Up to its share a worker takes what it gets; beyond that, only what nobody else wants. */
  private async mayTake(name: string, share: number): Promise<boolean> {
    if (this.runners.size + this.asking < share) return true;
    const isFree = (await this.options.store.board.owner(name)) === null;
    if (isFree && this.leftOver.delete(name)) return true;
    if (isFree) this.leftOver.add(name);
    else this.leftOver.delete(name);
    return false;
  }

  private take(settings: ConnectionSettings): void {
    const { queueAccess, companionOf, logger } = this.options;
    const { name } = settings;
    const care = new ConnectionCare(
      openConnection(settings, this.options, this.shared),
      queueAccess,
      companionOf?.(name) ?? null,
    );
    const runner = new ConnectionRunner(settings, care, {
      started: () => logger.info({ connection: name }, 'connection taken into care'),
      left: (error) => {
        this.runners.delete(name);
        const releasing = this.release(name).finally(() => this.releasing.delete(releasing));
        this.releasing.add(releasing);
        logger.info({ connection: name }, 'connection given up');
        if (error !== null) this.warn(name, error);
      },
    });
    this.runners.set(name, runner);
    runner.take();
  }

  private get shared(): SharedByConnections {
    return { tracking: this.tracking, shares: this.shares, credentialsSince: this.credentialsSince, now: this.now };
  }

  private async release(name: string): Promise<void> {
    await this.options.store.board.disown(name, this.worker).catch(() => undefined);
  }

  private warn(connection: string | null, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const facts = { ...(connection === null ? {} : { connection }), error: message };
    this.options.logger.warn(facts, 'care of a connection could not be renewed');
  }
}

/** Whether a log-on that was refused to one would be refused to the other. */
function isSameLogOn(one: ConnectionSettings, other: ConnectionSettings | undefined): boolean {
  return other !== undefined && one.url === other.url && isDeepStrictEqual(one.auth, other.auth);
}

import type { Moment } from '#libs/jobs';
import type { ProviderRegistry } from '#libs/providers';
import type { Store } from '#libs/store';
import type { CallWatch } from '#libs/upstream';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CareMeter } from './care-meter.js';
import { ConnectionCare, within, type CareCompanion, type QueueAccess } from './connection-care.js';
import type { ConnectionSettings, TrackingRules } from './connection-context.js';
import { Gate } from './admission/gate.js';
import { Planning } from './planning.js';
import { PushCoverage } from './push/push-coverage.js';

export interface CaretakerOptions {
  connections: readonly ConnectionSettings[];
  tracking: TrackingRules;
  providers: ProviderRegistry;
  store: Store;
  queueAccess: QueueAccess;
  /** Who is told of the work on a connection; absent: nobody. */
  meterOf?: (connection: string) => CareMeter;
  /** Who is told of the calls of a connection; absent: nobody. */
  watchOf?: (connection: string) => CallWatch;
  /** Who goes with the care of a connection; absent: nobody. */
  companionOf?: (connection: string) => CareCompanion;
  logger: Logger;
  now?: () => Moment;
  random?: () => number;
}

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
  private readonly worker = randomUUID();
  private readonly cares = new Map<string, ConnectionCare>();
  /** Connections that are being given up. */
  private readonly leaving = new Map<string, Promise<void>>();
  /** Connections beyond the own share that nobody had a round ago: whoever should take them has not. */
  private readonly leftOver = new Set<string>();
  /** Connections that are asked for at this moment. */
  private asking = 0;
  /** What is configured now; other objects whenever it has changed. */
  private wanted: readonly ConnectionSettings[];
  /** One object for all cares, so that a change reaches them. */
  private readonly tracking: TrackingRules;
  private readonly credentialsSince = new Map<string, Moment>();
  private readonly now: () => Moment;
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private isStopping = false;
  private endedAt: Moment | null = null;

  constructor(private readonly options: CaretakerOptions) {
    this.now = options.now ?? options.store.clock.now;
    this.wanted = options.connections;
    this.tracking = { ...options.tracking };
  }

  /**
   * Puts another configuration into force. A connection that has changed is given up when its calls in flight are
   * finished, and taken again with a new session; so one that is gone is given up, and one that is new is taken.
   */
  adopt({ connections, tracking }: Pick<CaretakerOptions, 'connections' | 'tracking'>): void {
    Object.assign(this.tracking, tracking);
    const before = new Map(this.wanted.map((settings) => [settings.name, settings]));
    const after = new Map(connections.map((settings) => [settings.name, settings]));
    this.wanted = connections;
    for (const [name, settings] of after) {
      if (!isSameLogOn(settings, before.get(name))) this.credentialsSince.set(name, this.now());
    }
    for (const [name, care] of this.cares) {
      const { timeoutMs } = care.limits;
      if (!isDeepStrictEqual(after.get(name), before.get(name))) void this.letGo(name, timeoutMs + HAND_OVER_MS);
    }
  }

  /** Begins to look after connections. */
  start(): void {
    const next = () => {
      const round = this.renewAll().then(() => this.untilNextRound());
      this.round = round.then((milliseconds) => {
        if (!this.isStopping) this.timer = setTimeout(next, milliseconds);
      });
    };
    next();
  }

  /** Names of the connections in the care of this process. */
  get connections(): string[] {
    return [...this.cares.keys()];
  }

  /** When all connections were last looked after, with a Redis that answered; null: not so far. */
  get roundEndedAt(): Moment | null {
    return this.endedAt;
  }

  /** Gives every connection up, with what is in hand finished or given back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    // A round may wait for a Redis that is away.
    if (this.round) await within(this.round, ROUND_WITHIN_MS);
    const letting = [...this.cares.keys()].map((name) => this.letGo(name));
    await Promise.all([...letting, within(this.options.store.board.leave(this.worker), ROUND_WITHIN_MS)]);
  }

  /** All at once: no connection's lease waits for another connection's start or end. */
  private async renewAll(): Promise<void> {
    const share = await this.fairShare();
    const renewals = this.wanted.map((settings) =>
      this.renew(settings, share).then(
        () => true,
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          const facts = { connection: settings.name, error: message };
          this.options.logger.warn(facts, 'care of a connection could not be renewed');
          return false;
        },
      ),
    );
    const keeping = Promise.all(this.leavingForGood().map((name) => this.keep(name)));
    const renewed = await Promise.all(renewals);
    await keeping;
    if (renewed.every(Boolean)) this.endedAt = this.now();
    this.makeRoom(share);
  }

  /** Whoever lives renews in time. A lease that goes on to its end was a dead one's: what it held is taken at that moment. */
  private async untilNextRound(): Promise<number> {
    const { store } = this.options;
    const others = this.wanted.filter(({ name }) => !this.cares.has(name));
    const ends = await Promise.all(others.map(({ name }) => store.board.ownedFor(name))).catch(() => []);
    return Math.min(RENEW_EVERY_MS, ...ends.flatMap((end) => (end === null ? [] : [end + LEASE_END_MS])));
  }

  /** How many connections are this process's part, with the workers that live now. */
  private async fairShare(): Promise<number> {
    const workers = await this.options.store.board.present(this.worker, OWNERSHIP_MS).catch(() => 1);
    return Math.ceil(this.wanted.length / Math.max(1, workers));
  }

  /** In care, and in the configuration no more. */
  private leavingForGood(): string[] {
    return [...this.cares.keys()].filter((name) => !this.wanted.some((settings) => settings.name === name));
  }

  /** Until all is in order nobody else is to begin who has not seen the change yet. */
  private async keep(name: string): Promise<void> {
    await this.options.store.board.own(name, this.worker, OWNERSHIP_MS).catch(() => undefined);
  }

  /** Gives a connection up that is another worker's part by now: one at a time, in the background of the rounds. */
  private makeRoom(share: number): void {
    if (this.isStopping || this.leaving.size > 0 || this.cares.size <= share) return;
    const last = [...this.cares.keys()].at(-1);
    if (last !== undefined) void this.letGo(last);
  }

  /** While the store is away nobody else can take over, and nothing can be looked at: what is in care stays so. */
  private async renew(settings: ConnectionSettings, share: number): Promise<void> {
    const { name } = settings;
    const care = this.cares.get(name);
    // Nothing is decided by a clock that nobody has compared.
    if (!care && !this.options.store.clock.isSynchronized) return;
    if (!care && !(await this.mayTake(name, share))) return;
    this.asking += care ? 0 : 1;
    const isOwner = await this.options.store.board
      .own(name, this.worker, OWNERSHIP_MS)
      .finally(() => (this.asking -= care ? 0 : 1));
    // While it is being given up, it stays in care until all is in order.
    if (this.leaving.has(name) || this.cares.get(name) !== care || !this.wanted.includes(settings)) return;
    if (isOwner && care) {
      care.tellHowBusy();
      await care.keepSweeping();
    } else if (isOwner) await this.takeCare(settings);
    else if (care) await this.letGo(name);
  }

  /** Up to its share a worker takes what it gets; beyond that, only what nobody else wants. */
  private async mayTake(name: string, share: number): Promise<boolean> {
    if (this.cares.size + this.asking < share) return true;
    const isFree = (await this.options.store.board.owner(name)) === null;
    if (isFree && this.leftOver.delete(name)) return true;
    if (isFree) this.leftOver.add(name);
    else this.leftOver.delete(name);
    return false;
  }

  private async takeCare(settings: ConnectionSettings): Promise<void> {
    const { providers, store, queueAccess, logger, random } = this.options;
    const { tracking } = this;
    const credentialsSince = this.credentialsSince.get(settings.name);
    if (this.isStopping) return;
    const provider = providers.get(settings.provider);
    const meter = this.options.meterOf?.(settings.name);
    const gate = new Gate(settings.name, store.board, this.now, meter);
    const watch = this.options.watchOf?.(settings.name);
    const { accounts } = store;
    const session = provider.openSession({ ...settings, credentialsSince, accounts, watch, now: this.now });
    const push = new PushCoverage();
    const planning = new Planning({ connection: settings.name, store, logger, now: this.now, meter });
    const clock = { now: this.now, random: random ?? Math.random };
    const care = new ConnectionCare(
      { settings, tracking, provider, session, store, gate, push, planning, logger, ...clock },
      queueAccess,
      this.options.companionOf?.(settings.name) ?? null,
    );
    this.cares.set(settings.name, care);
    try {
      await care.start();
    } catch (error) {
      await this.letGo(settings.name);
      throw error;
    }
    logger.info({ connection: settings.name }, 'connection taken into care');
  }

  private letGo(name: string, finishWithinMs?: number): Promise<void> {
    let leaving = this.leaving.get(name);
    if (!leaving) {
      leaving = this.giveUp(name, finishWithinMs).finally(() => this.leaving.delete(name));
      this.leaving.set(name, leaving);
    }
    return leaving;
  }

  private async giveUp(name: string, finishWithinMs?: number): Promise<void> {
    const care = this.cares.get(name);
    if (!care) return;
    await care.stop(finishWithinMs);
    this.cares.delete(name);
    await this.options.store.board.disown(name, this.worker).catch(() => undefined);
    this.options.logger.info({ connection: name }, 'connection given up');
  }
}

/** Whether a log-on that was refused to one would be refused to the other. */
function isSameLogOn(one: ConnectionSettings, other: ConnectionSettings | undefined): boolean {
  return other !== undefined && one.url === other.url && isDeepStrictEqual(one.auth, other.auth);
}

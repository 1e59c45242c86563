import type { Moment } from '#libs/jobs';
import type { ProviderRegistry } from '#libs/providers';
import type { Store } from '#libs/store';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { ConnectionCare, within, type QueueAccess } from './connection-care.js';
import type { ConnectionSettings, TrackingRules } from './connection-context.js';
import { Gate } from './gate.js';
import { Planning } from './planning.js';
import { PushCoverage } from './push/push-coverage.js';

export interface CaretakerOptions {
  connections: readonly ConnectionSettings[];
  tracking: TrackingRules;
  providers: ProviderRegistry;
  store: Store;
  queueAccess: QueueAccess;
  logger: Logger;
  now?: () => Moment;
  random?: () => number;
}

/** A process that dies leaves its connections without care for at most this long. */
const OWNERSHIP_MS = 6_000;
const RENEW_EVERY_MS = 1_500;
const ROUND_WITHIN_MS = 2_000;

/**
 * Takes connections into care, one process each at a time, so that session, budget, circuit and single flight of a
 * connection live in one place. Any number of workers may run: they share the connections, and take over those of the
 * ones that die.
 */
export class Caretaker {
  private readonly worker = randomUUID();
  private readonly cares = new Map<string, ConnectionCare>();
  private readonly now: () => Moment;
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private isStopping = false;

  constructor(private readonly options: CaretakerOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Begins to look after connections. */
  start(): void {
    const next = () => {
      this.round = this.renewAll().finally(() => {
        if (!this.isStopping) this.timer = setTimeout(next, RENEW_EVERY_MS);
      });
    };
    next();
  }

  /** Names of the connections in the care of this process. */
  get connections(): string[] {
    return [...this.cares.keys()];
  }

  /** Gives every connection up, with what is in hand finished or given back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    // A round may wait for a Redis that is away.
    if (this.round) await within(this.round, ROUND_WITHIN_MS);
    await Promise.all([...this.cares.keys()].map((name) => this.letGo(name)));
  }

  /** All at once: no connection's lease waits for another connection's start or end. */
  private async renewAll(): Promise<void> {
    const renewals = this.options.connections.map((settings) =>
      this.renew(settings).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.options.logger.warn(
          { connection: settings.name, error: message },
          'care of a connection could not be renewed',
        );
      }),
    );
    await Promise.all(renewals);
  }

  /** While the store is away nobody else can take over, and nothing can be looked at: what is in care stays so. */
  private async renew(settings: ConnectionSettings): Promise<void> {
    const { name } = settings;
    const isOwner = await this.options.store.board.own(name, this.worker, OWNERSHIP_MS);
    const care = this.cares.get(name);
    if (isOwner && care) await care.keepSweeping();
    else if (isOwner) await this.takeCare(settings);
    else if (care) await this.letGo(name);
  }

  private async takeCare(settings: ConnectionSettings): Promise<void> {
    const { providers, store, tracking, queueAccess, logger, random } = this.options;
    if (this.isStopping) return;
    const provider = providers.get(settings.provider);
    const gate = new Gate(settings.name, store.board, this.now);
    const session = provider.openSession(settings);
    const push = new PushCoverage();
    const planning = new Planning({ connection: settings.name, store, logger, now: this.now });
    const clock = { now: this.now, random: random ?? Math.random };
    const care = new ConnectionCare(
      { settings, tracking, provider, session, store, gate, push, planning, logger, ...clock },
      queueAccess,
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

  private async letGo(name: string): Promise<void> {
    const care = this.cares.get(name);
    if (!care) return;
    await care.stop();
    this.cares.delete(name);
    await this.options.store.board.disown(name, this.worker).catch(() => undefined);
    this.options.logger.info({ connection: name }, 'connection given up');
  }
}

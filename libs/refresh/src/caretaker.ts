import type { Moment } from '#libs/jobs';
import type { ProviderRegistry } from '#libs/providers';
import type { Store } from '#libs/store';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { ConnectionCare, type QueueAccess } from './connection-care.js';
import type { ConnectionSettings, TrackingRules } from './connection-context.js';
import { Gate } from './gate.js';

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

/**
 * Takes connections into care, one process each at a time, so that session, budget, circuit and single flight of a
 * connection live in one place. Any number of workers may run: they share the connections, and take over those of the
 * ones that die.
 */
export class Caretaker {
  private readonly worker = randomUUID();
  private readonly cares = new Map<string, { care: ConnectionCare; heldUntil: Moment }>();
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
    await this.round;
    await Promise.all([...this.cares.keys()].map((name) => this.letGo(name)));
  }

  private async renewAll(): Promise<void> {
    for (const settings of this.inTurn()) {
      if (this.isStopping) return;
      await this.renew(settings).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.options.logger.warn(
          { connection: settings.name, error: message },
          'care of a connection could not be renewed',
        );
      });
    }
  }

  /** Those in care first: their leases must not wait for new ones. Then the others in an order of this process's own. */
  private inTurn(): ConnectionSettings[] {
    const held = this.options.connections.filter(({ name }) => this.cares.has(name));
    const others = this.options.connections.filter(({ name }) => !this.cares.has(name));
    return [...held, ...others];
  }

  private async renew(settings: ConnectionSettings): Promise<void> {
    const { name } = settings;
    const held = this.cares.get(name);
    const isOwner = await this.options.store.board.own(name, this.worker, OWNERSHIP_MS).catch((error: unknown) => {
      if (held && held.heldUntil > this.now()) return true;
      if (held) return false;
      throw error;
    });
    if (isOwner && held) held.heldUntil = this.now() + OWNERSHIP_MS;
    else if (isOwner) await this.takeCare(settings);
    else if (held) await this.letGo(name);
  }

  private async takeCare(settings: ConnectionSettings): Promise<void> {
    const { providers, store, tracking, queueAccess, logger, random } = this.options;
    const provider = providers.get(settings.provider);
    const gate = new Gate(settings.name, store.board, this.now);
    const session = provider.openSession(settings);
    const care = new ConnectionCare(
      { settings, tracking, provider, session, store, gate, logger, now: this.now, random: random ?? Math.random },
      queueAccess,
    );
    this.cares.set(settings.name, { care, heldUntil: this.now() + OWNERSHIP_MS });
    await care.start();
    logger.info({ connection: settings.name }, 'connection taken into care');
  }

  private async letGo(name: string): Promise<void> {
    const held = this.cares.get(name);
    if (!held) return;
    await held.care.stop();
    this.cares.delete(name);
    await this.options.store.board.disown(name, this.worker).catch(() => undefined);
    this.options.logger.info({ connection: name }, 'connection given up');
  }
}

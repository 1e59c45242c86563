import type { Store } from '#libs/store';
import type { Logger } from 'pino';
import { LEASE_MS, RENEW_EVERY_MS } from './lease-times.js';

/** So long after the end of a lease it has ended for certain. */
const LEASE_END_MS = 10;

interface Round {
  wanted: readonly string[];
  running: readonly string[];
  /** To be called when a lease ends before the next round. */
  again: () => void;
}

export interface Acquired {
  acquired: string[];
  /** A connection that is another worker's share by now; null: none. */
  surplus: string | null;
  /** Workers that died and have left something behind. */
  dead: string[];
}

/** Takes leases up to this worker's share of the connections: their number divided by that of the live workers. */
export class LeaseAcquisition {
  /** Connections beyond the own share that were free a round ago: the worker that should take them has not. */
  private leftOver = new Set<string>();
  /** Workers that are alive, this one among them, as was last known. */
  private alive = 1;
  private round: Promise<Acquired | null> | null = null;
  private soon: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(
    private readonly store: Pick<Store, 'clock' | 'heartbeats' | 'leases'>,
    private readonly worker: string,
    private readonly logger: Logger,
  ) {}

  /** null: a round is under way, or it failed. */
  run(round: Round): Promise<Acquired | null> {
    if (this.round !== null || this.isStopped) return Promise.resolve(null);
    const running = this.runRound(round).catch((error: unknown) => {
      this.logger.warn({ error: String(error) }, 'leases could not be acquired');
      return null;
    });
    this.round = running;
    return running.finally(() => (this.round = null));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.soon) clearTimeout(this.soon);
    await this.round;
  }

  private async runRound({ wanted, running, again }: Round): Promise<Acquired> {
    const dead = await this.reportAlive();
    const share = Math.ceil(wanted.length / Math.max(1, this.alive));
    const mine = new Set(running);
    const surplus = mine.size > share ? running.at(-1)! : null;
    const others = wanted.filter((name) => !mine.has(name));
    // Nothing is decided by a clock that has not been compared with that of Redis.
    if (others.length === 0 || !this.store.clock.isSynchronized) return { acquired: [], surplus, dead };
    const leases = await this.store.leases.all(others);
    const free = others.filter((name) => leases.get(name) === null);
    const acquired = await this.acquire(this.chosen(free, share - mine.size));
    this.runAgainWhenLeasesEnd(
      [...leases.values()].map((lease) => lease?.remainingMs ?? Infinity),
      again,
    );
    return { acquired, surplus, dead };
  }

  /** While the node that counts workers is away, as many are alive as before. */
  private async reportAlive(): Promise<string[]> {
    try {
      const { alive, dead } = await this.store.heartbeats.report(this.worker, LEASE_MS);
      this.alive = alive;
      return dead;
    } catch {
      return [];
    }
  }

  /** Up to its share a worker takes what is free; beyond that, only what no other worker has taken for a round. */
  private chosen(free: readonly string[], room: number): string[] {
    const within = free.slice(0, Math.max(0, room));
    const beyond = free.slice(Math.max(0, room));
    const left = beyond.filter((name) => this.leftOver.has(name));
    this.leftOver = new Set(beyond.filter((name) => !this.leftOver.has(name)));
    return [...within, ...left];
  }

  private async acquire(names: readonly string[]): Promise<string[]> {
    const held = await this.store.leases.acquire(names, this.worker, LEASE_MS);
    return names.filter((name) => held.get(name) === true);
  }

  /** A worker that is alive renews in time. A lease that goes on to its end was a dead one's, and is taken at that moment. */
  private runAgainWhenLeasesEnd(remaining: readonly number[], again: () => void): void {
    const soonest = Math.min(...remaining) + LEASE_END_MS;
    if (soonest >= RENEW_EVERY_MS || this.isStopped) return;
    if (this.soon) clearTimeout(this.soon);
    this.soon = setTimeout(again, soonest);
  }
}

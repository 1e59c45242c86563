import { withinMs } from '#libs/requests';
import type { RateLimitWindow } from '#libs/store';

export interface Limit {
  count: number;
  perMs: number;
}

/** Takes from the shared counters; returns the total of all processes. */
export type TakeFromCounters = (window: RateLimitWindow, count: number) => Promise<number>;

/** After a timeout the process decides by itself, */
const PATIENCE_MS = 150;
/** and retries after so long. */
const REST_MS = 1_000;
/** A twentieth of the quota is reserved at a time. */
const BLOCKS = 20;

/** For one caller. */
export interface CountersHealth {
  restsUntil: number;
}

/**
 * What this process may still let one caller do of one kind in the current window. It takes blocks from the counters
 * ahead of need, and gives one block on credit, so that no request waits for Redis unless a caller is quicker than it.
 */
export class RateLimitReservation {
  private window = -1;
  /** Reserved and unused; negative: used on credit. */
  private left = 0;
  /** The total of all processes at the last request. */
  private takenByAll = 0;
  private isSpent = false;
  private asking: Promise<void> | null = null;
  private readonly block: number;

  constructor(
    private readonly caller: string,
    private readonly budget: string,
    private readonly limit: Limit,
    private readonly take: TakeFromCounters,
    private readonly health: CountersHealth,
  ) {
    this.block = Math.ceil(limit.count / BLOCKS);
  }

  /**
   * Whether something may be done that costs so much, or all of the quota where that is less; null: the counters have to
   * be asked.
   */
  takeNow(now: number, cost = 1): boolean | null {
    this.enterWindow(now);
    const units = this.unitsOf(cost);
    if (this.isSpent) {
      if (this.left < units) return false;
      this.left -= units;
      return true;
    }
    if (this.left - units < -this.block || this.remaining() < units) return null;
    this.left -= units;
    // A caller with few requests uses credit alone, and costs no request to Redis.
    if (this.left <= -this.block / 2 && this.asking === null) void this.ask(now, 1);
    return true;
  }

  /** Whether this process knows that nothing is left; takes nothing. */
  isUsedUp(now: number): boolean {
    this.enterWindow(now);
    return this.isSpent && this.left <= 0;
  }

  async takeSoon(clock: () => number, cost = 1): Promise<boolean> {
    for (;;) {
      const taken = this.takeNow(clock(), cost);
      if (taken !== null) return taken;
      await this.ask(clock(), this.unitsOf(cost));
    }
  }

  /** As far as this process knows. */
  remaining(): number {
    return Math.max(0, this.limit.count - this.takenByAll + this.left);
  }

  endsAt(): number {
    return (this.window + 1) * this.limit.perMs;
  }

  isOver(now: number): boolean {
    return now >= this.endsAt();
  }

  private enterWindow(now: number): void {
    const window = Math.floor(now / this.limit.perMs);
    if (window === this.window) return;
    this.window = window;
    this.left = 0;
    this.takenByAll = 0;
    this.isSpent = false;
    this.asking = null;
    if (now < this.health.restsUntil) this.decideLocally();
  }

  private unitsOf(cost: number): number {
    return Math.min(cost, this.limit.count);
  }

  private ask(now: number, units: number): Promise<void> {
    if (this.asking !== null) return this.asking;
    const { window } = this;
    const asking = this.takeBlock(now, units).finally(() => {
      if (this.window === window) this.asking = null;
    });
    this.asking = asking;
    return asking;
  }

  /** A block, or as much as is needed now. */
  private async takeBlock(now: number, units: number): Promise<void> {
    const { caller, budget, window } = this;
    const count = Math.max(this.block, units) + Math.max(0, -this.left);
    const entry = { caller, budget, perMs: this.limit.perMs, number: window };
    const total = await withinMs(
      this.take(entry, count).catch(() => null),
      PATIENCE_MS,
    );
    if (total === null) this.health.restsUntil = now + REST_MS;
    if (window !== this.window) return;
    if (total === null) return this.decideLocally();
    this.left += Math.max(0, count - Math.max(0, total - this.limit.count));
    this.takenByAll = Math.min(total, this.limit.count);
    this.isSpent = total >= this.limit.count;
  }

  /** Without the counters each process grants the whole quota, minus what it granted already. */
  private decideLocally(): void {
    this.left += this.limit.count - this.takenByAll;
    this.takenByAll = this.limit.count;
    this.isSpent = true;
  }
}

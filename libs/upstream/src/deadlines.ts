/** Something that may take only so long. */
export interface Expiring {
  /** Set when its time begins to run. */
  dueAt: number;
  expire(): void;
}

/** Time limits that are all of the same length: they end in the order in which they began, so one timer does for all. */
export class Deadlines {
  private readonly waiting = new Set<Expiring>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly milliseconds: number) {}

  /** Calls `expire` when the time is up after `now` (of `performance.now`), unless it is removed before. */
  add(entry: Expiring, now: number): void {
    entry.dueAt = now + this.milliseconds;
    this.waiting.add(entry);
    this.timer ??= this.wakeIn(this.milliseconds);
  }

  remove(entry: Expiring): void {
    this.waiting.delete(entry);
  }

  /** Forgets all. */
  clear(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.waiting.clear();
  }

  private wakeIn(milliseconds: number): NodeJS.Timeout {
    // The calls that it watches keep the process alive themselves.
    return setTimeout(() => this.wake(), Math.ceil(milliseconds)).unref();
  }

  private wake(): void {
    this.timer = null;
    const now = performance.now();
    for (const entry of this.waiting) {
      if (entry.dueAt > now) {
        this.timer = this.wakeIn(entry.dueAt - now);
        return;
      }
      this.waiting.delete(entry);
      entry.expire();
    }
  }
}

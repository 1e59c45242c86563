import { FifoQueue } from './fifo-queue.js';

/** Timers fire late: so much of a delay is made up for, lest a large budget be used in part only. */
const CATCH_UP_MS = 10;
/** Starts with priority before one without is admitted. */
const MAX_PRIORITY_STREAK = 4;

/** A call that waits to be admitted. */
export interface Starter {
  start(): void;
}

/**
 * Admits in order: at most `concurrency` at once, and starts spread to `requestsPerSecond`. Priority goes first, but for
 * every fifth start.
 */
export class Limiter {
  private inFlight = 0;
  private nextStartAt = 0;
  private readonly priority = new FifoQueue<Starter>();
  private readonly normal = new FifoQueue<Starter>();
  private priorityStreak = 0;
  private timer: NodeJS.Timeout | null = null;
  private isAdmitting = false;

  constructor(
    private readonly concurrency: number,
    private readonly requestsPerSecond: number | null,
  ) {}

  /** How many have begun and not left. */
  get busy(): number {
    return this.inFlight;
  }

  /** Starts it as soon as it is admitted, perhaps at once. It must `leave` afterwards. */
  enter(starter: Starter, isPriority = false): void {
    if (this.waiting === 0 && this.takePlace(0)) starter.start();
    else {
      (isPriority ? this.priority : this.normal).add(starter);
      this.wakeForBudget();
    }
  }

  /** Gives up waiting: nothing was reserved. */
  giveUp(starter: Starter): void {
    this.priority.remove(starter);
    this.normal.remove(starter);
  }

  /** Gives a place back. */
  leave(): void {
    this.inFlight -= 1;
    if (this.waiting > 0) this.admit();
  }

  /** Reentrant: a call that ends while others are admitted only makes room for the next. */
  private admit(): void {
    if (this.isAdmitting) return;
    this.isAdmitting = true;
    while (this.waiting > 0 && this.takePlace(CATCH_UP_MS)) this.next().start();
    this.isAdmitting = false;
    this.wakeForBudget();
  }

  private get waiting(): number {
    return this.priority.size + this.normal.size;
  }

  /** Requires one that waits. */
  private next(): Starter {
    const takesPriority = this.normal.size === 0 || this.priorityStreak < MAX_PRIORITY_STREAK;
    const first = takesPriority ? this.priority.shift() : undefined;
    this.priorityStreak = first === undefined ? 0 : this.priorityStreak + 1;
    return first ?? this.normal.shift()!;
  }

  private takePlace(catchUpMs: number): boolean {
    if (this.inFlight >= this.concurrency) return false;
    if (this.requestsPerSecond !== null) {
      const now = performance.now();
      if (now < this.nextStartAt) return false;
      this.nextStartAt = Math.max(this.nextStartAt, now - catchUpMs) + 1000 / this.requestsPerSecond;
    }
    this.inFlight += 1;
    return true;
  }

  /** Waiting for a place ends with `leave`, waiting for the budget with a timer. */
  private wakeForBudget(): void {
    if (this.timer || this.requestsPerSecond === null) return;
    if (this.waiting === 0 || this.inFlight >= this.concurrency) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.admit();
      },
      Math.max(0, this.nextStartAt - performance.now()),
    );
  }
}

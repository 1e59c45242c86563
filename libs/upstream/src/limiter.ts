import { FifoQueue } from './fifo-queue.js';

/** Timers fire late: so much of a delay is made up for, lest a large budget be used in part only. */
const CATCH_UP_MS = 10;
/** Of those who go ahead, before one of the others is let in. */
const MAX_PRIORITY_STREAK = 4;

/** One who wants to begin something. */
export interface Starter {
  start(): void;
}

/**
 * Lets each in at its turn: at most `concurrency` at once, and starts spread to `requestsPerSecond`. Those who go ahead wait for
 * none of the others, and leave them every fifth turn.
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

  /** Starts the asker when it is its turn, perhaps at once. It is to `leave` afterwards. */
  enter(asker: Starter, isPriority = false): void {
    if (this.waiting === 0 && this.takePlace(0)) asker.start();
    else {
      (isPriority ? this.priority : this.normal).add(asker);
      this.wakeForBudget();
    }
  }

  /** Gives up waiting: nothing was booked for the asker, so that it takes no start away from the others. */
  giveUp(asker: Starter): void {
    this.priority.remove(asker);
    this.normal.remove(asker);
  }

  /** Gives a place back. */
  leave(): void {
    this.inFlight -= 1;
    if (this.waiting > 0) this.admit();
  }

  /** Whoever leaves while others are let in, perhaps at their very start, only makes room for the next of them. */
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

  /** Somebody waits. */
  private next(): Starter {
    const isPriorityTurn = this.normal.size === 0 || this.priorityStreak < MAX_PRIORITY_STREAK;
    const first = isPriorityTurn ? this.priority.onFrame() : undefined;
    this.priorityStreak = first === undefined ? 0 : this.priorityStreak + 1;
    return first ?? this.normal.onFrame()!;
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

  /** Whoever waits for a place is woken by one who leaves; whoever waits for the budget, by the clock. */
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

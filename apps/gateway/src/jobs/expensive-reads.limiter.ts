import { retryLater } from '../problems/problem.exception.js';

const LIMITS = {
  /** Concurrent reads, of all callers and of one. */
  most: 4,
  mostPerCaller: 2,
  /** Queued reads, of all callers and of one, and their timeout in milliseconds. */
  mostWaiting: 32,
  mostWaitingPerCaller: 8,
  patienceMs: 1_000,
};

interface Waiting {
  caller: string;
  enter: () => void;
}

/** Limits concurrent reads that scan many more records than they return. */
export class ExpensiveReadLimiter {
  private readonly underWay = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();
  private all = 0;

  constructor(private readonly limits = LIMITS) {}

  /** Rejects with `too-many-heavy-reads` when the queue is full or too slow. */
  async run<Value>(caller: string, read: () => Promise<Value>): Promise<Value> {
    if (this.hasRoomFor(caller)) this.enter(caller);
    else await this.queue(caller);
    try {
      return await read();
    } finally {
      this.leave(caller);
    }
  }

  private hasRoomFor(caller: string): boolean {
    return this.all < this.limits.most && (this.underWay.get(caller) ?? 0) < this.limits.mostPerCaller;
  }

  private enter(caller: string): void {
    this.all += 1;
    this.underWay.set(caller, (this.underWay.get(caller) ?? 0) + 1);
  }

  private leave(caller: string): void {
    this.all -= 1;
    const left = this.underWay.get(caller)! - 1;
    if (left === 0) this.underWay.delete(caller);
    else this.underWay.set(caller, left);
    for (const next of this.waiting) {
      if (this.all >= this.limits.most) break;
      if (this.hasRoomFor(next.caller)) next.enter();
    }
  }

  /** Resolves when the read may start. */
  private queue(caller: string): Promise<void> {
    const own = [...this.waiting].filter((other) => other.caller === caller).length;
    if (own >= this.limits.mostWaitingPerCaller || this.waiting.size >= this.limits.mostWaiting) throw tooMany();
    return new Promise((resolve, reject) => {
      const waiting = {
        caller,
        enter: () => {
          clearTimeout(timer);
          this.waiting.delete(waiting);
          this.enter(caller);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.delete(waiting);
        reject(tooMany());
      }, this.limits.patienceMs);
      this.waiting.add(waiting);
    });
  }
}

/** The same for streams that begin, which can wait; `access.limits.streams` bounds them by caller. */
export class SnapshotReadLimiter extends ExpensiveReadLimiter {
  constructor() {
    super({ most: 2, mostPerCaller: 1, mostWaiting: 10_000, mostWaitingPerCaller: 5_000, patienceMs: 60_000 });
  }
}

const tooMany = () => retryLater('too-many-heavy-reads', 1);

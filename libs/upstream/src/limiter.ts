/** Timers fire late: so much of a delay is made up for, lest a large budget be used in part only. */
const CATCH_UP_MS = 10;

/** Waits for its turn: at most `concurrency` holders at once, and starts spread to `requestsPerSecond`. */
export class Limiter {
  private inFlight = 0;
  private nextStartAt = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly concurrency: number,
    private readonly requestsPerSecond: number | null,
  ) {}

  get busy(): number {
    return this.inFlight;
  }

  /** Takes a place if there is one at once, to be given back by `leave`. */
  tryEnter(): boolean {
    if (this.inFlight >= this.concurrency) return false;
    if (this.requestsPerSecond !== null) {
      const now = performance.now();
      if (now < this.nextStartAt) return false;
      this.nextStartAt = now + 1000 / this.requestsPerSecond;
    }
    this.inFlight += 1;
    return true;
  }

  /** Resolves with the function that gives the place back. Rejects with the signal's reason when aborted meanwhile. */
  async enter(signal: AbortSignal): Promise<() => void> {
    await this.takePlace(signal);
    try {
      await this.takeBudget(signal);
    } catch (error) {
      this.leave();
      throw error;
    }
    return () => this.leave();
  }

  private takePlace(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.inFlight < this.concurrency) {
      this.inFlight += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.waiting.splice(this.waiting.indexOf(proceed), 1);
        reject(signal.reason);
      };
      const proceed = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(proceed);
    });
  }

  /** Gives a place back. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inFlight -= 1;
  }

  /** Nothing is booked ahead: one who gives up while waiting takes no start away from the others. */
  private async takeBudget(signal: AbortSignal): Promise<void> {
    if (this.requestsPerSecond === null) return;
    let now = performance.now();
    let startAt = now;
    while (now < this.nextStartAt) {
      await pause(this.nextStartAt - now, signal);
      now = performance.now();
      startAt = Math.max(this.nextStartAt, now - CATCH_UP_MS);
    }
    this.nextStartAt = startAt + 1000 / this.requestsPerSecond;
  }
}

/** Resolves after the given milliseconds; rejects with the signal's reason at once when aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

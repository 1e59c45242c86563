import { endOf, type ScriptedJob } from '../job.snapshot.js';

const MAX_WAIT_MS = 50;

interface Expected {
  readonly at: number;
  readonly job: ScriptedJob;
}

/** Notices jobs as they end, while somebody listens. Follows the simulator's clock, whichever that is. */
export class CompletionTimer {
  /** A heap by time. A job whose script was changed stands in it more than once. */
  private readonly heap: Expected[] = [];
  private readonly done = new WeakSet<ScriptedJob>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly now: () => number,
    private readonly ended: (job: ScriptedJob) => void,
  ) {}

  /** A job was added, or its script was changed. */
  expect(job: ScriptedJob): void {
    const at = endOf(job);
    if (at === null || this.done.has(job)) return;
    this.push({ at, job });
    if (this.timer) this.arm();
    else this.skipDue();
  }

  /** From now on ends are told of; what has ended already is not. */
  start(): void {
    if (this.timer) return;
    this.skipDue();
    this.arm();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private skipDue(): void {
    for (const job of this.due()) this.done.add(job);
  }

  private arm(): void {
    clearTimeout(this.timer);
    const wait = (this.heap[0]?.at ?? Infinity) - this.now();
    this.timer = setTimeout(() => this.tell(), Math.min(MAX_WAIT_MS, Math.max(0, wait)));
  }

  private tell(): void {
    for (const job of this.due()) {
      if (this.done.has(job)) continue;
      this.done.add(job);
      this.ended(job);
    }
    this.arm();
  }

  private *due(): Generator<ScriptedJob> {
    const now = this.now();
    while (this.heap[0] && this.heap[0].at <= now) {
      const { job } = this.pop();
      const at = endOf(job);
      if (at !== null && at <= now) yield job;
      else if (at !== null) this.push({ at, job });
    }
  }

  private push(item: Expected): void {
    let index = this.heap.push(item) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (this.heap[above]!.at <= item.at) break;
      this.heap[index] = this.heap[above]!;
      index = above;
    }
    this.heap[index] = item;
  }

  private pop(): Expected {
    const first = this.heap[0]!;
    const last = this.heap.pop()!;
    if (this.heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= this.heap.length) break;
      if (below + 1 < this.heap.length && this.heap[below + 1]!.at < this.heap[below]!.at) below += 1;
      if (this.heap[below]!.at >= last.at) break;
      this.heap[index] = this.heap[below]!;
      index = below;
    }
    this.heap[index] = last;
    return first;
  }
}

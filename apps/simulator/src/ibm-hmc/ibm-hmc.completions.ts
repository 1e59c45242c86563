import { endOf, type ScriptedJob } from '../job.snapshot.js';

const MAX_WAIT_MS = 50;

interface Expected {
  readonly at: number;
  readonly job: ScriptedJob;
}

/** Reports jobs as they end, while there are listeners, by the simulator's clock. */
export class CompletionTimer {
  /** In order of time. A job whose script was changed is in it more than once. */
  private readonly expected: Expected[] = [];
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

  /** Reports ends from now on, not earlier ones. */
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
    const wait = (this.expected[0]?.at ?? Infinity) - this.now();
    this.timer = setTimeout(() => this.report(), Math.min(MAX_WAIT_MS, Math.max(0, wait)));
  }

  private report(): void {
    for (const job of this.due()) {
      if (this.done.has(job)) continue;
      this.done.add(job);
      this.ended(job);
    }
    this.arm();
  }

  private *due(): Generator<ScriptedJob> {
    const now = this.now();
    while (this.expected[0] && this.expected[0].at <= now) {
      const { job } = this.expected.shift()!;
      const at = endOf(job);
      if (at !== null && at <= now) yield job;
      else if (at !== null) this.push({ at, job });
    }
  }

  private push(item: Expected): void {
    const before = this.expected.findLastIndex(({ at }) => at <= item.at);
    this.expected.splice(before + 1, 0, item);
  }
}

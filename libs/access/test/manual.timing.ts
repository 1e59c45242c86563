import type { JwksTiming } from '../src/jwks.timing.js';

/** Time that passes when it is told to, with what was to be done in it. */
export class ManualTiming implements JwksTiming {
  private at = 0;
  private planned: { at: number; run: () => void }[] = [];

  readonly clock = () => this.at;
  readonly random = () => this.chance;
  readonly later: JwksTiming['later'] = (run, afterMs) => {
    const one = { at: this.at + afterMs, run };
    this.planned.push(one);
    return () => (this.planned = this.planned.filter((other) => other !== one));
  };

  /** From 0 up to 1: what chance brings. */
  constructor(private readonly chance = 0) {}

  get waiting(): number {
    return this.planned.length;
  }

  /** Lets time pass; what was planned for it is begun. */
  pass(milliseconds: number): void {
    this.at += milliseconds;
    const due = this.planned.filter(({ at }) => at <= this.at);
    this.planned = this.planned.filter((one) => !due.includes(one));
    for (const { run } of due) run();
  }
}

const FIRST_MS = 1_000;
const MAX_MS = 60_000;

/** How long to wait before the next try: longer after each failure, and never as long as others do. */
export class BackOff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** Milliseconds; between half and the whole of 1 s, 2 s, 4 s … 60 s. */
  next(): number {
    const whole = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    return Math.round(whole * (0.5 + this.random() / 2));
  }

  /** It worked. */
  reset(): void {
    this.failures = 0;
  }
}

const EVERY_SECONDS = 15;

/** Calls each callback once in fifteen seconds, spread evenly. */
export class Heartbeats {
  private readonly slots = Array.from({ length: EVERY_SECONDS }, () => new Set<() => void>());
  private entered = 0;
  private second = 0;
  private timer: NodeJS.Timeout | undefined;

  /** Until the returned function is called. */
  add(beat: () => void): () => void {
    const slot = this.slots[(this.entered += 1) % EVERY_SECONDS]!;
    slot.add(beat);
    this.timer ??= setInterval(() => this.tick(), 1_000).unref();
    return () => slot.delete(beat);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    this.second = (this.second + 1) % EVERY_SECONDS;
    for (const beat of this.slots[this.second]!) beat();
  }
}

const MAX_IDS = 10_000;

/** The jobs that clients of a stream may have been sent. Beyond the maximum it counts every job as one of them. */
export class VisibleJobsFilter {
  private readonly ids = new Set<string>();
  private isOverflowed = false;

  add(id: string): void {
    if (this.isOverflowed) return;
    this.ids.add(id);
    if (this.ids.size <= MAX_IDS) return;
    this.isOverflowed = true;
    this.ids.clear();
  }

  /** Whether a client may have it; from now on none has. */
  remove(id: string): boolean {
    return this.isOverflowed || this.ids.delete(id);
  }
}

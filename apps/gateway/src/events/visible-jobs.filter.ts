const MOST = 10_000;

/** Which jobs the readers of a stream may know of. Of very many it forgets which, and says so of each. */
export class VisibleJobsFilter {
  private readonly ids = new Set<string>();
  private isAnybodysGuess = false;

  add(id: string): void {
    if (this.isAnybodysGuess) return;
    this.ids.add(id);
    if (this.ids.size <= MOST) return;
    this.isAnybodysGuess = true;
    this.ids.clear();
  }

  /** Whether somebody may know of it; nobody does from now on. */
  remove(id: string): boolean {
    return this.isAnybodysGuess || this.ids.delete(id);
  }
}

/** Waits that end early when the simulator closes, so that it never outlives its tests. */
export class Delays {
  private readonly waiting = new Set<() => void>();
  private closed = false;

  pause(milliseconds: number): Promise<void> {
    if (this.closed || milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiting.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      this.waiting.add(finish);
    });
  }

  endAll(): void {
    this.closed = true;
    for (const finish of [...this.waiting]) finish();
  }
}

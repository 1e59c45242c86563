interface Line {
  underWay: number;
  /** In the order of asking; each is told whether it is its turn. */
  waiting: Set<(isTurn: boolean) => void>;
}

/** Lets each requester have a few requests under way; the others wait in the order of asking. */
export class RequesterTurns {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly mostUnderWay: number) {}

  /** True as soon as it is the requester's turn, who is to `leave` afterwards; false: not within `waitMs`. */
  enter(requester: string, waitMs: number): boolean | Promise<boolean> {
    const line = this.lines.get(requester) ?? { underWay: 0, waiting: new Set() };
    this.lines.set(requester, line);
    if (line.underWay < this.mostUnderWay) {
      line.underWay += 1;
      return true;
    }
    return new Promise((resolve) => {
      const tell = (isTurn: boolean) => {
        clearTimeout(timeUp);
        line.waiting.delete(tell);
        resolve(isTurn);
      };
      const timeUp = setTimeout(() => tell(false), waitMs);
      line.waiting.add(tell);
    });
  }

  /** Whoever waits longest has the turn that ends. */
  leave(requester: string): void {
    const line = this.lines.get(requester)!;
    const [next] = line.waiting;
    if (next !== undefined) return next(true);
    line.underWay -= 1;
    if (line.underWay === 0) this.lines.delete(requester);
  }

  /** Nobody waits any more. */
  close(): void {
    for (const { waiting } of this.lines.values()) for (const tell of waiting) tell(false);
  }
}

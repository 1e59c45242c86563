interface Line {
  underWay: number;
  /** In the order of asking; called with whether it is its turn. */
  waiting: Set<(isTurn: boolean) => void>;
}

/** Lets each requester have a few requests under way; the others wait in the order of asking. */
export class RequesterTurns {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly mostUnderWay: number) {}

  /** True when it is the turn of the requester, with a call of `leave` to follow; false: not within `waitMs`. */
  enter(requester: string, waitMs: number): boolean | Promise<boolean> {
    const line = this.lines.get(requester) ?? { underWay: 0, waiting: new Set() };
    this.lines.set(requester, line);
    if (line.underWay < this.mostUnderWay) {
      line.underWay += 1;
      return true;
    }
    return new Promise((resolve) => {
      const settle = (isTurn: boolean) => {
        clearTimeout(timeUp);
        line.waiting.delete(settle);
        resolve(isTurn);
      };
      const timeUp = setTimeout(() => settle(false), waitMs);
      line.waiting.add(settle);
    });
  }

  /** The longest waiting request is next. */
  leave(requester: string): void {
    const line = this.lines.get(requester)!;
    const [next] = line.waiting;
    if (next !== undefined) return next(true);
    line.underWay -= 1;
    if (line.underWay === 0) this.lines.delete(requester);
  }

  /** Refuses all that wait. */
  close(): void {
    for (const { waiting } of this.lines.values()) for (const settle of waiting) settle(false);
  }
}

import { Limiter, type UpstreamLimits } from '#libs/upstream';

/** What a caller may take of what everybody may. */
export interface ShareRules {
  /** The part of a connection's budget that looks of one caller may take, above 0 and up to 1; null: as much as there is. */
  polls: number | null;
}

/** A look that has to wait longer for its share is not made: whoever asked has gone by then. */
const LONGEST_WAIT_MS = 2_000;
const LEAST_WAITING = 4;
/** Of one requester, where no calls a second are agreed: a part of what the queue hands out. */
const MOST_WAITING = 64;
const RETRY_MS = 500;
/** Beyond so many requesters those are forgotten who have no look under way. */
const MOST_LINES = 1_000;

/** A look may be made, and `leave` is to be called when it is over; or its requester has used up their share. */
export type Admitted = { leave: () => void } | { retryAfterMs: number };

interface Line {
  limiter: Limiter;
  waiting: number;
}

/**
 * The looks that callers cause at one connection: each requester has a share of its calls a second and of its calls at once, at least
 * one. The looks of the schedule are nobody's.
 */
export class PollShares {
  private readonly lines = new Map<string, Line>();
  private share: number | null = null;

  constructor(
    private readonly limits: Pick<UpstreamLimits, 'concurrency' | 'requestsPerSecond'>,
    /** May change at any time. */
    private readonly rules: Readonly<ShareRules>,
  ) {}

  /** Waits for its turn among the looks of the same requester; null: until `signal`. */
  async enter(requester: string, signal: AbortSignal): Promise<Admitted | null> {
    const line = this.lineOf(requester);
    if (line === null) return { leave: () => undefined };
    if (line.waiting >= this.mostWaiting)
      return { retryAfterMs: this.perSecond === null ? RETRY_MS : 1_000 / this.perSecond };
    line.waiting += 1;
    const isTurn = await this.turnIn(line, signal);
    line.waiting -= 1;
    return isTurn ? { leave: () => line.limiter.leave() } : null;
  }

  private turnIn({ limiter }: Line, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const starter = {
        start: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        },
      };
      const giveUp = () => {
        limiter.giveUp(starter);
        resolve(false);
      };
      if (signal.aborted) return resolve(false);
      signal.addEventListener('abort', giveUp, { once: true });
      limiter.enter(starter);
    });
  }

  private lineOf(requester: string): Line | null {
    if (this.share !== this.rules.polls) {
      this.share = this.rules.polls;
      this.lines.clear();
    }
    if (this.share === null) return null;
    const known = this.lines.get(requester);
    if (known !== undefined) return known;
    if (this.lines.size >= MOST_LINES) this.forgetIdle();
    const atOnce = Math.max(1, Math.floor(this.share * this.limits.concurrency));
    const line = { limiter: new Limiter(atOnce, this.perSecond), waiting: 0 };
    this.lines.set(requester, line);
    return line;
  }

  private get perSecond(): number | null {
    const { requestsPerSecond } = this.limits;
    return requestsPerSecond === null || this.share === null ? null : requestsPerSecond * this.share;
  }

  private get mostWaiting(): number {
    if (this.perSecond === null) return MOST_WAITING;
    return Math.min(MOST_WAITING, Math.max(LEAST_WAITING, Math.ceil((this.perSecond * LONGEST_WAIT_MS) / 1_000)));
  }

  private forgetIdle(): void {
    for (const [requester, { limiter, waiting }] of this.lines) {
      if (limiter.busy === 0 && waiting === 0) this.lines.delete(requester);
    }
  }
}

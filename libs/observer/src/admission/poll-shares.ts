import { Limiter, type UpstreamLimits } from '#libs/upstream';

/** What a caller may take of what everybody may. */
export interface ShareRules {
  /** The part of a connection's budget that polls of one caller may use, above 0 and up to 1; null: all of it. */
  polls: number | null;
}

/** A poll that would wait longer for its share is refused: its requester has gone by then. */
const LONGEST_WAIT_MS = 2_000;
const LEAST_WAITING = 4;
/** Of one requester, where no calls a second are agreed: a part of what the queue hands out. */
const MOST_WAITING = 64;
const RETRY_MS = 500;
/** With more requesters, those without a poll in flight are forgotten. */
const MOST_LINES = 1_000;

/** The poll is admitted, with a call of `leave` to follow; or the share of its requester is used up. */
export type Admitted = { leave: () => void } | { retryAfterMs: number };

interface Line {
  limiter: Limiter;
  waiting: number;
}

/**
 * The polls that callers cause at one connection: each requester has a share of its calls a second and of its calls at once, at least
 * one. Scheduled polls use no share.
 */
export class PollShares {
  private readonly lines = new Map<string, Line>();
  private share: number | null = null;

  constructor(
    private readonly limits: Pick<UpstreamLimits, 'concurrency' | 'requestsPerSecond'>,
    /** May change at any time. */
    private readonly rules: Readonly<ShareRules>,
  ) {}

  /** Waits for its turn among the polls of the same requester; null: until `signal`. */
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

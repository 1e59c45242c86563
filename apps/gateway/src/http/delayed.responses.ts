import type { Request, Response } from 'express';
import type { Tarpit } from './tarpit.js';
import { TokenBuckets } from './token.buckets.js';

/** The key of `response.locals` with the name of the authenticated caller. */
export const ADMITTED = 'admitted';

/** How many 429s a caller gets before they are delayed, */
const BURST = 100;
/** and how often a second after that. */
const PER_SECOND = 5;

/** Delays 429s of callers who continue nevertheless: each response costs more than most reads. */
export class DelayedResponses {
  private readonly throttled = new TokenBuckets(BURST, PER_SECOND);

  constructor(private readonly tarpit: Tarpit) {}

  /** `answer` sends the 429. */
  give(request: Request, response: Response, answer: () => void): void {
    const caller = response.locals[ADMITTED] as string | undefined;
    const isLate = caller !== undefined && this.throttled.take(caller, performance.now()) !== null;
    if (isLate) this.tarpit.hold(request.socket, answer);
    else answer();
  }
}

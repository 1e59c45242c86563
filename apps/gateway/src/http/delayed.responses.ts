import type { Request, Response } from 'express';
import type { Tarpit } from './tarpit.js';
import { TokenBuckets } from './token.buckets.js';

/** Under it the name of the caller who was let in stands in `response.locals`. */
export const ADMITTED = 'admitted';

/** How often a caller is told to wait before one of these answers is late, */
const BURST = 100;
/** and how often a second after that. */
const PER_SECOND = 5;

/** Answers late those callers who go on and on although they are told to wait: each answer costs more than most reads do. */
export class DelayedResponses {
  private readonly told = new TokenBuckets(BURST, PER_SECOND);

  constructor(private readonly tarpit: Tarpit) {}

  /** `answer` tells to wait. */
  give(request: Request, response: Response, answer: () => void): void {
    const caller = response.locals[ADMITTED] as string | undefined;
    const isLate = caller !== undefined && this.told.take(caller, performance.now()) !== null;
    if (isLate) this.tarpit.hold(request.socket, answer);
    else answer();
  }
}

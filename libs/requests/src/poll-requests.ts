import { RequesterTurns } from './requester-turns.js';
import { SHARE_USED } from './queue.js';
import type { WorkerRequest } from './request-queue.js';
import type { RequestRouter } from './request-router.js';

/** Of one requester at one connection, from one gateway: enough to use up the share, and few among what waits in the queue. */
const MOST_UNDER_WAY = 16;
/** Beyond so many that rest those go whose rest is over. */
const MOST_RESTING = 1_000;

/** The answer to a requester whose share is used up. */
interface Refusal {
  code: typeof SHARE_USED;
  retryAfterMs: number;
}

/** Requests that call an upstream for a caller. Each caller has a share of them. */
export class PollRequests {
  private readonly turns = new RequesterTurns(MOST_UNDER_WAY);
  private readonly resting = new Map<string, { until: number; refusal: object }>();

  constructor(private readonly router: RequestRouter) {}

  /**
   * null: no answer within `waitMs` (the request may remain queued), or none to be had. Rejects when Redis goes away.
   * @param requester as `requesterOf` says
   */
  async ask<Outcome>(
    connection: string,
    requester: string,
    request: WorkerRequest,
    waitMs: number,
  ): Promise<Outcome | null> {
    const until = performance.now() + waitMs;
    const name = `${request.name} ${connection} ${requester}`;
    const refused = this.refusal(name);
    if (refused !== null) return refused as Outcome;
    if (!(await this.turns.enter(name, waitMs))) return null;
    try {
      const earlier = this.refusal(name);
      if (earlier !== null) return earlier as Outcome;
      const remainingMs = Math.max(0, until - performance.now());
      const outcome = await this.router.ask<Outcome>(connection, 'polls', request, remainingMs);
      if (isRefusal(outcome)) this.rest(name, outcome);
      return outcome;
    } finally {
      this.turns.leave(name);
    }
  }

  close(): void {
    this.turns.close();
  }

  private refusal(name: string): object | null {
    const resting = this.resting.get(name);
    return resting !== undefined && resting.until > performance.now() ? resting.refusal : null;
  }

  /** Saves requests through Redis that the worker would refuse. */
  private rest(name: string, refusal: Refusal): void {
    const now = performance.now();
    if (this.resting.size >= MOST_RESTING) {
      for (const [other, { until }] of this.resting) if (until <= now) this.resting.delete(other);
    }
    this.resting.set(name, { until: now + refusal.retryAfterMs, refusal });
  }
}

const isRefusal = (outcome: unknown): outcome is Refusal =>
  typeof outcome === 'object' && outcome !== null && 'code' in outcome && outcome.code === SHARE_USED;

import type { CallOutcome, UpstreamCall } from '../exchange.js';
import type { Caller } from '../log-on-protocol.js';

const UNAUTHORIZED = 401;

/**
 * Counts the tries that one log-on makes and that are refused: some renew in place before they log on anew. All calls wait for
 * a log-on, so that it goes ahead of them.
 */
export class RefusalCounter implements Caller {
  refused = 0;

  constructor(private readonly http: Caller) {}

  async call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    const outcome = await this.http.call({ ...call, isAhead: true }, signal);
    if ('answer' in outcome && outcome.answer.status === UNAUTHORIZED) this.refused += 1;
    return outcome;
  }
}

import type { CallOutcome, UpstreamCall } from '../exchange.js';
import type { HttpCaller } from '../log-on-protocol.js';

const UNAUTHORIZED = 401;

/**
 * Counts the tries that one log-on makes and that are refused: some renew in place before they log on again. All calls wait for
 * a log-on, so that it goes ahead of them.
 */
export class RefusalCounter implements HttpCaller {
  refused = 0;

  constructor(private readonly http: HttpCaller) {}

  async call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    const outcome = await this.http.call({ ...call, isPriority: true }, signal);
    if ('response' in outcome && outcome.response.status === UNAUTHORIZED) this.refused += 1;
    return outcome;
  }
}

import type { GatewayTransport } from './gateway.transport.js';
import { jsonOf } from './gateway.transport.js';
import { GatewayUnreachable, problemOf, retryAfterOf } from './gateway.problem.js';

/** Worth a retry. */
const RETRYABLE_STATUSES: readonly number[] = [429, 502, 503, 504];
const RECONNECT_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/**
 * null: the gateway is unreachable at the moment; thrown if it was never reached. Statuses that are neither `accepted` nor
 * worth a retry are thrown as problems.
 */
export async function sendWithRetry(
  exchange: GatewayTransport,
  path: string,
  options: RequestInit,
  isKnown: boolean,
  accepted: readonly number[] = [],
): Promise<Response | null> {
  const response = await exchange.send(path, options).catch((error: unknown) => {
    if (isKnown && error instanceof GatewayUnreachable) return null;
    throw error;
  });
  if (response === null || response.ok || [...accepted, ...RETRYABLE_STATUSES].includes(response.status))
    return response;
  throw problemOf(response, await jsonOf(response));
}

/** For a stream of events from the beginning ('') or after an event. */
export const streamHeaders = (lastEventId: string): Record<string, string> =>
  lastEventId === '' ? { accept: 'text/event-stream' } : { accept: 'text/event-stream', 'last-event-id': lastEventId };

/** How long to wait before asking again. */
export function retryDelayOf(response: Response | null): number {
  const seconds = response && retryAfterOf(response);
  return seconds === null ? RECONNECT_MS : Math.min(MAX_DELAY_MS, Math.max(1, seconds) * 1000);
}

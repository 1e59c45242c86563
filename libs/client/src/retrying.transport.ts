import type { GatewayTransport } from './gateway.transport.js';
import { GatewayUnreachable, retryAfterOf } from './gateway.problem.js';

/** Worth a retry. */
export const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const RECONNECT_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** null: the gateway is unreachable at the moment; thrown if it was never reached. */
export async function sendWithRetry(
  exchange: GatewayTransport,
  path: string,
  options: RequestInit,
  isKnown: boolean,
): Promise<Response | null> {
  try {
    return await exchange.send(path, options);
  } catch (error) {
    if (isKnown && error instanceof GatewayUnreachable) return null;
    throw error;
  }
}

/** How long to wait before asking again. */
export function retryDelayOf(response: Response | null): number {
  const seconds = response && retryAfterOf(response);
  return seconds === null ? RECONNECT_MS : Math.min(MAX_DELAY_MS, Math.max(1, seconds) * 1000);
}

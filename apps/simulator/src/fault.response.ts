import { loginPage, type WireResponse, type Call, type VendorResponses } from './wire.js';
import type { FaultScript } from './fault.script.js';

const DEFAULT_RETRY_AFTER_SECONDS = 2;

/** The response of a fault instead of the upstream's own; undefined: none. */
export function faultResponse(fault: FaultScript, call: Call, responses: VendorResponses): WireResponse | undefined {
  switch (fault.kind) {
    case 'http-500':
      return responses.internalError(call);
    case 'html-500':
      return responses.htmlError(call);
    case 'html-200':
      return loginPage();
    case 'throttle':
      return responses.throttled(call);
    case 'throttle-retry-after': {
      const answer = responses.throttled(call);
      const retryAfter = String(fault.retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS);
      return { ...answer, headers: { ...answer.headers, 'Retry-After': retryAfter } };
    }
    case 'wrong-shape':
      return responses.wrongShape(call);
    default:
      return undefined;
  }
}

/** The first half of a body, in an answer that is otherwise in order. */
export function halved(answer: WireResponse): WireResponse {
  const body = answer.body ?? '';
  return { ...answer, body: body.slice(0, Math.ceil(body.length / 2)) };
}

import { loginPage, type Answer, type Call, type Faces } from './wire.js';
import type { TroubleScript } from './trouble.script.js';

const DEFAULT_RETRY_AFTER_SECONDS = 2;

/** The answer that a trouble gives in place of the upstream's own, or undefined when it gives none. */
export function answerInstead(trouble: TroubleScript, call: Call, faces: Faces): Answer | undefined {
  switch (trouble.kind) {
    case 'http-500':
      return faces.internalError(call);
    case 'html-500':
      return faces.htmlError(call);
    case 'html-200':
      return loginPage();
    case 'throttle':
      return faces.throttled(call);
    case 'throttle-retry-after': {
      const answer = faces.throttled(call);
      const retryAfter = String(trouble.retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS);
      return { ...answer, headers: { ...answer.headers, 'Retry-After': retryAfter } };
    }
    case 'wrong-shape':
      return faces.wrongShape(call);
    default:
      return undefined;
  }
}

/** The first half of a body, in an answer that is otherwise in order. */
export function halved(answer: Answer): Answer {
  const body = answer.body ?? '';
  return { ...answer, body: body.slice(0, Math.ceil(body.length / 2)) };
}

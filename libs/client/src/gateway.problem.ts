import type { components } from './generated/openapi.js';

type Problem = components['schemas']['Problem'];

/** The gateway answered with a problem (RFC 9457), or with something that is no answer of a gateway. */
export class GatewayProblem extends Error {
  override readonly name = 'GatewayProblem';

  constructor(
    readonly status: number,
    /** One of the codes under `/problems`; null: the answer was none of a gateway. */
    readonly code: string | null,
    message: string,
    /** Which parts of the request are at fault. */
    readonly faults: readonly { pointer: string; detail: string }[] = [],
    /** Asking again makes sense after so many seconds. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Nobody answers at the gateway's address; `cause` is what `fetch` says of it. */
export class GatewayUnreachable extends Error {
  override readonly name = 'GatewayUnreachable';

  constructor(url: string, cause: unknown) {
    super(`No gateway answers at ${url}.`, { cause });
  }
}

/** The problem of a response; `body`: its parsed body. */
export function problemOf(response: Response, body: unknown): GatewayProblem {
  const seconds = retryAfterOf(response);
  if (!isProblem(body))
    return new GatewayProblem(response.status, null, `The answer was ${response.status}.`, [], seconds);
  const { code, title, detail, errors } = body;
  return new GatewayProblem(response.status, code, detail ?? title, errors ?? [], seconds);
}

/** null: the response does not say. */
export function retryAfterOf({ headers }: Response): number | null {
  const value = headers.get('retry-after');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

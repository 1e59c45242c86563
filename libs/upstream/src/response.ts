import { parseJson, trouble, type Trouble } from '#libs/jobs';
import type { HttpResponse } from './exchange.js';
import { retryAfterMs } from './retry-after.js';

/** Deeper data could overflow the stack; no upstream nests its responses like that. */
const MAX_JSON_DEPTH = 200;
/** Statuses that gateways in front give for an upstream that is away. */
const OF_GATEWAYS: readonly number[] = [502, 503, 504];
/** What may precede the first element: byte order mark, XML declaration (XHTML), comments. */
const PAGE_START = /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b/is;

/** An HTML page (log-in form, proxy error) in the place of data. */
export function isHtml(response: HttpResponse): boolean {
  if (/html/i.test(response.headers['content-type'] ?? '')) return true;
  return PAGE_START.test(response.body.subarray(0, 512).toString('utf8'));
}

export function htmlTrouble(response: HttpResponse): Trouble {
  return trouble('unreachable', 'html-answer', 'The upstream answered with a web page where data was expected.', {
    upstreamStatus: response.status,
    retryAfterMs: retryAfterMs(response),
  });
}

/** The JSON value of an answer, see `parseJson`, or why there is none. An empty body is malformed. */
export function readJson(response: HttpResponse): { value: unknown } | { trouble: Trouble } {
  if (isHtml(response)) return { trouble: htmlTrouble(response) };
  const details = { upstreamStatus: response.status };
  if (isDeeperThan(response.body, MAX_JSON_DEPTH)) {
    return { trouble: trouble('malformed', 'too-deep', 'The upstream answered with data nested too deep.', details) };
  }
  try {
    return { value: parseJson(response.body.toString('utf8').replace(/^\uFEFF/, '')) };
  } catch {
    const message = 'The upstream answered with something that is not JSON.';
    return { trouble: trouble('malformed', 'invalid-json', message, details) };
  }
}

/** Whether JSON text opens more than `limit` brackets before it closes them; brackets in strings don't count. */
function isDeeperThan(text: Buffer, limit: number): boolean {
  if (countUpTo(limit, text, OPEN_OBJECT!) + countUpTo(limit, text, OPEN_ARRAY!) <= limit) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth -= 1;
  }
  return false;
}

/** Occurrences of a byte; counts no further than one beyond the limit. */
function countUpTo(limit: number, text: Buffer, byte: number): number {
  let count = 0;
  for (let at = text.indexOf(byte); at >= 0 && count <= limit; at = text.indexOf(byte, at + 1)) count += 1;
  return count;
}

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = Buffer.from('"\\{}[]');

/** The trouble that a status code means by itself, where the provider's own rules say nothing; null for 2xx. */
export function statusTrouble(response: HttpResponse): Trouble | null {
  const { status } = response;
  if (status >= 200 && status < 300) return null;
  const details = { upstreamStatus: status, retryAfterMs: retryAfterMs(response) };
  if (status === 429) return trouble('throttled', 'throttled', 'The upstream asks for fewer calls.', details);
  if (status === 401 || status === 403) {
    return trouble(
      'unauthorized',
      'credentials-refused',
      'The upstream does not accept the credentials for this call.',
      details,
    );
  }
  if (isHtml(response)) return htmlTrouble(response);
  if (status === 404) return trouble('not-found', 'not-found', 'The upstream knows no such job.', details);
  if (status >= 500 || status === 408) {
    const isOwnForm = status >= 500 && !OF_GATEWAYS.includes(status) && isErrorObject(response);
    return trouble('unreachable', 'upstream-error', `The upstream answered with status ${status}.`, {
      ...details,
      isOwnForm,
    });
  }
  return trouble('malformed', 'unexpected-status', `The upstream answered with status ${status}.`, details);
}

/** Whether there is an object in JSON or XML in the body; what is in it does not matter. */
const isErrorObject = ({ body }: HttpResponse): boolean =>
  /^\uFEFF?\s*[{<]/.test(body.subarray(0, 64).toString('utf8'));

export function malformed(message: string, response?: HttpResponse): Trouble {
  return trouble('malformed', 'unexpected-shape', message, { upstreamStatus: response?.status });
}

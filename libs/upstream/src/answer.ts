import { trouble, type Trouble } from '#libs/jobs';
import type { HttpAnswer } from './exchange.js';

/** An HTML page (log-in form, proxy error) in the place of data. */
export function isHtml(answer: HttpAnswer): boolean {
  if (answer.headers['content-type']?.includes('html')) return true;
  return /^\s*<(!doctype html|html|head|body)\b/i.test(answer.body.subarray(0, 256).toString('latin1'));
}

export function htmlTrouble(answer: HttpAnswer): Trouble {
  return trouble('unreachable', 'html-answer', 'The upstream answered with a web page where data was expected.', {
    upstreamStatus: answer.status,
    retryAfterMs: retryAfterMs(answer),
  });
}

/** The JSON value of an answer, or why there is none. An empty body is malformed. */
export function readJson(answer: HttpAnswer): { value: unknown } | { trouble: Trouble } {
  if (isHtml(answer)) return { trouble: htmlTrouble(answer) };
  try {
    return { value: JSON.parse(answer.body.toString('utf8')) };
  } catch {
    return {
      trouble: trouble('malformed', 'invalid-json', 'The upstream answered with something that is not JSON.', {
        upstreamStatus: answer.status,
      }),
    };
  }
}

/** The trouble that a status code means by itself, where the provider's own rules say nothing; null for 2xx. */
export function statusTrouble(answer: HttpAnswer): Trouble | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const details = { upstreamStatus: status, retryAfterMs: retryAfterMs(answer) };
  if (status === 429) return trouble('throttled', 'throttled', 'The upstream asks for fewer calls.', details);
  if (status === 401 || status === 403) {
    return trouble(
      'unauthorized',
      'credentials-refused',
      'The upstream does not accept the credentials for this call.',
      details,
    );
  }
  if (isHtml(answer)) return htmlTrouble(answer);
  if (status === 404) return trouble('not-found', 'not-found', 'The upstream knows no such job.', details);
  if (status >= 500 || status === 408) {
    return trouble('unreachable', 'upstream-error', `The upstream answered with status ${status}.`, details);
  }
  return trouble('malformed', 'unexpected-status', `The upstream answered with status ${status}.`, details);
}

export function malformed(message: string, answer?: HttpAnswer): Trouble {
  return trouble('malformed', 'unexpected-shape', message, { upstreamStatus: answer?.status });
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3), read against the answer's own `Date`. */
export function retryAfterMs(answer: HttpAnswer): number | null {
  const value = answer.headers['retry-after']?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  const sentAt = Date.parse(answer.headers['date'] ?? '');
  return Number.isNaN(until) || Number.isNaN(sentAt) ? null : Math.max(0, until - sentAt);
}

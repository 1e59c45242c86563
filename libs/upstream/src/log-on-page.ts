import type { HttpResponse } from './exchange.js';

/** Forms are near the beginning of their page. */
const SCANNED_BYTES = 64 * 1024;
const LESS_THAN = '<'.charCodeAt(0);
const MAX_PREFIX_BYTES = 64;

/** Whether an answer leads people to a log-on instead of giving data: a form with a password, or a redirect to one. */
export function isLogOnPage({ status, headers, body }: HttpResponse): boolean {
  if (status >= 300 && status < 400) return /log-?[io]n|sign-?in|\bsso\b|\bsaml/i.test(headers['location'] ?? '');
  // Nearly all answers are data, which begins with something else.
  const beginning = body.subarray(0, MAX_PREFIX_BYTES).indexOf(LESS_THAN);
  if (beginning < 0) return false;
  return /<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(body.subarray(0, SCANNED_BYTES).toString('latin1'));
}

import type { LastAnswer } from '#libs/store';
import { redactText, redactValue, type Exchange } from '#libs/upstream';

/** Longest answer kept for `view=full`, bytes of JSON. */
const MAX_RAW_BYTES = 32 * 1024;

/** What is kept of an answer for people who ask why: without secrets, and not without bounds. */
export function lastAnswer(
  raw: unknown,
  exchange: Exchange | null,
  secrets: readonly string[],
  at: number,
): LastAnswer {
  const redacted = redactValue(raw, secrets);
  const text = JSON.stringify(redacted) ?? 'null';
  const truncated = text.length > MAX_RAW_BYTES;
  return {
    raw: truncated ? text.slice(0, MAX_RAW_BYTES) : redacted,
    truncated,
    exchange: exchange === null ? null : { ...exchange, target: redactText(exchange.target, secrets) },
    at,
  };
}

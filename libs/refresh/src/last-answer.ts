import { jsonText } from '#libs/jobs';
import type { LastResponse } from '#libs/store';
import type { Exchange, Redactor } from '#libs/upstream';

/** Longest answer kept for `view=full`, bytes of JSON. */
const MAX_RAW_BYTES = 32 * 1024;

/** What is kept of an answer for people who ask why: without secrets, and not without bounds. */
export function lastAnswer(raw: unknown, exchange: Exchange | null, redactor: Redactor, at: number): LastResponse {
  const redacted = redactor.value(raw);
  const text = jsonText(redacted);
  const truncated = text.length > MAX_RAW_BYTES;
  return {
    raw: truncated ? text.slice(0, MAX_RAW_BYTES) : redacted,
    truncated,
    exchange: exchange === null ? null : withoutSecrets(exchange, redactor),
    at,
    fingerprint: exchange?.fingerprint,
  };
}

function withoutSecrets({ method, target, status, milliseconds }: Exchange, redactor: Redactor) {
  return { method, target: redactor.text(target), status, milliseconds };
}

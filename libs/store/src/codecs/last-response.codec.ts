import { jsonText, parseJson } from '#libs/jobs';

/** The last answer of an upstream for one job, kept for `view=full` and `explain`. */
export interface LastResponse {
  /** Redacted and capped; a JSON value, or a text. */
  raw: unknown;
  /** Whether the cap cut something off. */
  truncated: boolean;
  exchange: { method: string; target: string; status: number | null; milliseconds: number } | null;
  /** When this answer came first: the same one is not written again. */
  at: number;
  /** A few letters and digits that the same answer has again; kept beside the record. Absent: it is always written. */
  fingerprint?: string;
}

/** What stands in Redis: without names, and without the fingerprint, which the record has. */
type Kept = [
  raw: unknown,
  at: number,
  truncated: 0 | 1,
  method?: string,
  target?: string,
  status?: number | null,
  milliseconds?: number,
];

export function encodeLastResponse({ raw, truncated, exchange, at }: LastResponse): string {
  const kept: Kept = [raw, at, truncated ? 1 : 0];
  if (exchange) kept.push(exchange.method, exchange.target, exchange.status, exchange.milliseconds);
  return jsonText(kept);
}

/** Throws on anything else. */
export function decodeLastResponse(text: string): LastResponse {
  const [raw, at, truncated, method, target, status = null, milliseconds = 0] = parseJson(text) as Kept;
  if (typeof at !== 'number') throw new TypeError('No answer.');
  const exchange = method === undefined || target === undefined ? null : { method, target, status, milliseconds };
  return { raw, truncated: truncated === 1, exchange, at };
}

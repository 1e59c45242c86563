import { jsonText, parseJson } from '#libs/jobs';

/** The last response of an upstream for one job, for `view=full` and `explain`. */
export interface LastResponse {
  /** Redacted and capped; a JSON value, or a text. */
  raw: unknown;
  /** Whether the cap cut something off. */
  truncated: boolean;
  exchange: { method: string; target: string; status: number | null; milliseconds: number } | null;
  /** When this response came first; equal ones are not written again. */
  at: number;
  /** A hash of the response, which is stored with the record. Absent: the response is always written. */
  fingerprint?: string;
}

/** As in Redis: values alone, without the fingerprint. */
type Encoded = [
  raw: unknown,
  at: number,
  truncated: 0 | 1,
  method?: string,
  target?: string,
  status?: number | null,
  milliseconds?: number,
];

export function encodeLastResponse({ raw, truncated, exchange, at }: LastResponse): string {
  const encoded: Encoded = [raw, at, truncated ? 1 : 0];
  if (exchange) encoded.push(exchange.method, exchange.target, exchange.status, exchange.milliseconds);
  return jsonText(encoded);
}

/** Throws on anything else. */
export function decodeLastResponse(text: string): LastResponse {
  const [raw, at, truncated, method, target, status = null, milliseconds = 0] = parseJson(text) as Encoded;
  if (typeof at !== 'number') throw new TypeError('No answer.');
  const exchange = method === undefined || target === undefined ? null : { method, target, status, milliseconds };
  return { raw, truncated: truncated === 1, exchange, at };
}

import { ExactNumber } from '#libs/jobs';
import { z } from 'zod';

/** A response of `getStatus`. */
export interface HitachiAnalyzerRaw {
  httpStatus: number;
  body: unknown;
}

/**
 * The fields of `getStatus` that are used. The flags are checked by their own reader: `hasErrors` is printed as text
 * where the others are booleans. `result` may be tens of megabytes and is not parsed.
 */
export const statusResponse = z.looseObject({
  status: z.looseObject({
    total: z.unknown().optional(),
    processed: z.unknown().optional(),
    completed: z.unknown().optional(),
    aborted: z.unknown().optional(),
    hasErrors: z.unknown().optional(),
  }),
  result: z.unknown().optional(),
});
export type StatusResponse = z.infer<typeof statusResponse>;

/** `{"code": "<8 hex digits>", "error": "<message>"}`; a code of decimal digits alone may come as a number. */
export const errorResponse = z
  .looseObject({
    status: z.unknown().optional(),
    code: z.union([z.string(), z.number()]).nullish().catch(null),
    error: z.string().nullish().catch(null),
  })
  .refine(({ status, code, error }) => typeof status !== 'object' && (code != null || error != null));

/** The answer of `abortRequest`. Its id is called `id` and is not needed: the call names one request. */
export const abortResponse = z.looseObject({ aborted: z.unknown() });

/** The ordinary result of an action, without a status. */
export const plainResult = z.looseObject({ result: z.array(z.unknown()) });

const text = z
  .union([z.string().trim().min(1), z.int().nonnegative().transform(String)])
  .optional()
  .catch(undefined);
const withRequestId = z.looseObject({ requestId: text, id: text, requestID: text });

/** "Job accepted" is undocumented: the id is searched under each likely name, at the top and in `status`. */
export function requestIdIn(body: unknown): string | null {
  const inside = (body as { status?: unknown } | null)?.status;
  for (const place of [body, inside]) {
    const named = withRequestId.safeParse(place).data;
    const id = named?.requestId ?? named?.id ?? named?.requestID;
    if (id !== undefined) return id;
  }
  return null;
}

export const tokenResponse = z.looseObject({
  /** Printable ASCII: anything else is illegal in a header. */
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().finite().optional().catch(undefined),
});

/** A refusal of the token service (RFC 6749 §5.2). */
export const tokenRefusal = z.looseObject({ error: z.string().min(1) });

const MAX_QUOTED_LENGTH = 64;

/** `true` or `false` in either spelling, `missing`, or the odd value in quotes, so that it can't pass for a flag. */
export function flagText(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'missing';
  const scalar = value instanceof ExactNumber ? value.digits : value;
  if (typeof scalar === 'object') return `"${Array.isArray(scalar) ? 'array' : 'object'}"`;
  const text = String(scalar).trim();
  if (text === '') return 'missing';
  return /^(true|false)$/i.test(text) ? text.toLowerCase() : JSON.stringify(text.slice(0, MAX_QUOTED_LENGTH));
}

/** A count of at least 0, as a number or in digits; null for anything else, and for one that a double does not hold. */
export function count(value: unknown): number | null {
  const number = isDigits(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 && !isInexact(value) ? number : null;
}

/** Whether a number, or digits, would become another one in a double. */
export const isInexact = (value: unknown): value is ExactNumber | string =>
  value instanceof ExactNumber || (isDigits(value) && !Number.isSafeInteger(Number(value)));

const isDigits = (value: unknown): value is string => typeof value === 'string' && /^\s*\d+\s*$/.test(value);

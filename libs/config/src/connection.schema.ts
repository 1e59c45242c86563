import { CONNECTION_NAME } from '#libs/jobs';
import { z } from 'zod';
import { duration, MAX_TIMER_MS, size } from './quantities.js';

const timeZone = z
  .string()
  .refine(isTimeZone, 'must be the IANA name of a time zone, such as Europe/Berlin')
  .default('UTC');

const baseUrl = z.string().transform((url, context) => {
  const fault = baseUrlFault(url);
  if (fault === null) return url.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

const tlsSchema = z
  .strictObject({ ca: z.string().min(1).nullable().default(null), verify: z.boolean().default(true) })
  .refine(({ ca, verify }) => ca === null || verify, {
    path: ['ca'],
    message: 'has no effect beside verify: false',
    when: isMappingPayload,
  });

const limitsSchema = z
  .strictObject({
    concurrency: z.int().min(1).max(1_000).default(4),
    /** null: no budget. */
    requestsPerSecond: z.number().positive('must be more than 0').nullable().default(null),
    timeout: duration(1, MAX_TIMER_MS).default(10_000),
    maxResponseBytes: size().default(8 * 1024 ** 2),
  })
  .transform(({ timeout, ...limits }) => ({ ...limits, timeoutMs: timeout }));

const refreshSchema = z
  .strictObject({
    min: duration(1, MAX_TIMER_MS).default(1_000),
    max: duration(1, MAX_TIMER_MS).default(60_000),
  })
  .refine(({ min, max }) => typeof min !== 'number' || typeof max !== 'number' || min <= max, {
    path: ['min'],
    message: 'must not be longer than max (60s where the file says nothing)',
    when: isMappingPayload,
  })
  .transform(({ min, max }) => ({ minMs: min, maxMs: max }));

/** One connection, except what only its provider can judge. */
export const connectionSchema = z.strictObject({
  name: z.string().regex(CONNECTION_NAME, 'must be 1 to 39 of a-z 0-9 -, and not begin with -'),
  /** Its former name: jobs, history, labels and subscriptions move from there, and ids with it stay valid. */
  renamedFrom: z
    .string()
    .regex(CONNECTION_NAME, 'must be 1 to 39 of a-z 0-9 -, and not begin with -')
    .nullable()
    .default(null),
  provider: z.string(),
  /** http or https, without credentials, query, fragment or trailing slash. */
  url: baseUrl,
  tls: tlsSchema.prefault({}),
  auth: z.record(z.string(), z.unknown()).default({}),
  /** Of upstream times that carry no zone. */
  timeZone,
  limits: limitsSchema.prefault({}),
  /** The bounds of the interval between two polls of a job. */
  refresh: refreshSchema.prefault({}),
  options: z.record(z.string(), z.unknown()).default({}),
});

/** Cross-field rules are judged even where a neighboring key is at fault, so that all faults are seen at once. */
function isMappingPayload({ value }: { value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

function isTimeZone(name: string): boolean {
  // Newer engines accept offsets, too; an upstream's zone needs the rules for summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function baseUrlFault(text: string): string | null {
  // Before any parsing that tolerates blanks and line ends.
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return 'must be an http:// or https:// URL';
  if (/^https?:\/\/[^/?#]*@/i.test(text)) {
    return 'must hold no credentials: they belong under auth';
  }
  return /[?#]/.test(text) ? 'must have no query and no fragment' : null;
}

import { trouble, type Trouble, type TroubleKind } from '#libs/jobs';
import { isHtml, readJson, retryAfterMs, statusTrouble, type HttpResponse } from '#libs/upstream';
import { errorSchema } from './otc-ims.wire.js';

const THROTTLED_CODES: readonly string[] = ['APIG.0308', 'IMG.0060'];
/** A new token may help: gateway "decrypt token fail" and "must be updated", service "project or token invalid". */
const TOKEN_CODES: readonly string[] = ['APIG.0301', 'APIG.0307', 'IMG.0030', 'IMG.0087'];
/** Role invalid, project id incorrect: a new token would be refused as well. */
const ACCESS_CODES: readonly string[] = ['IMG.0026', 'IMG.0067'];
/** "An exception occurred during job query": what a missing job gets, and each job while the service is in trouble. */
const JOB_QUERY_CODE = 'IMG.0023';
const JOB_QUERY_FAILED = 'job-query-failed';
/** "The API does not exist": the gateway's own 404, which says nothing of any job. */
const NO_ROUTE_CODE = 'APIG.0101';
const UNKNOWN_SYSTEM_ERROR_CODE = 'IMG.0061';

/** The code of an error body in either nesting, upper case; null when the value is none. A failed job is none. */
export function errorCodeOf(value: unknown): string | null {
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success || Object.hasOwn(value as object, 'job_id')) return null;
  const code = parsed.data.error?.code ?? parsed.data.error_code;
  return code
    ? code
        .trim()
        .toUpperCase()
        .replace(/^APIGW\./, 'APIG.')
    : null;
}

export function codeOfResponse(response: HttpResponse): string {
  if (response.status < 300) return '';
  const json = readJson(response);
  return 'value' in json ? (errorCodeOf(json.value) ?? '') : '';
}

export const isThrottled = (response: HttpResponse): boolean =>
  response.status === 429 || THROTTLED_CODES.includes(codeOfResponse(response));

/** Whether the answer says that the token is of no use any more. The status decides: bodies come in three shapes. */
export const isTokenRefused = (response: HttpResponse): boolean =>
  response.status === 401 || (response.status < 500 && TOKEN_CODES.includes(codeOfResponse(response)));

/** Why an answer to a job query carries no job; null for 2xx. */
export function refusalOf(response: HttpResponse): Trouble | null {
  if (response.status >= 200 && response.status < 300) return null;
  const code = codeOfResponse(response);
  const details = { upstreamStatus: response.status, retryAfterMs: retryAfterMs(response) };
  if (response.status === 400 && code === JOB_QUERY_CODE) {
    return trouble('unreachable', JOB_QUERY_FAILED, 'The image service failed over its query for the job.', {
      ...details,
      isOwnForm: true,
    });
  }
  // A server that fails says nothing reliable of tokens or jobs, whatever code its body carries.
  const isCodeReliable = response.status < 500 || THROTTLED_CODES.includes(code);
  return (isCodeReliable ? troubleOfCode(code, details) : null) ?? statusTrouble(response);
}

/** What a failed query means beside other jobs that are answered well. null: the trouble is of another kind. */
export function missingBesideOthers({ code, upstreamStatus }: Trouble): Trouble | null {
  if (code !== JOB_QUERY_FAILED) return null;
  return trouble('not-found', 'not-found', 'The image service cannot find the job.', {
    upstreamStatus: upstreamStatus ?? undefined,
  });
}

/** The trouble that an error body means in an answer that claims success; null when the value is no error body. */
export function envelopeTrouble(value: unknown): Trouble | null {
  const code = errorCodeOf(value);
  if (code === null) return null;
  return (
    troubleOfCode(code, {}) ??
    trouble('malformed', 'error-answer', 'The image service answered with an error, not a job.')
  );
}

/** Why the identity service issued no token; null for 2xx. Never `not-found`: that would be said of the job. */
export function logOnRefusalOf(response: HttpResponse): Trouble | null {
  if (response.status >= 200 && response.status < 300) return null;
  const details = { upstreamStatus: response.status, retryAfterMs: retryAfterMs(response) };
  if (isThrottled(response)) {
    return trouble('throttled', 'throttled', 'The identity service asks for fewer calls.', details);
  }
  if (response.status === 401 || (!isHtml(response) && (response.status === 400 || response.status === 403))) {
    return trouble('unauthorized', 'log-on-refused', 'The identity service refused the log-on.', details);
  }
  return trouble('unreachable', 'log-on-failed', 'The identity service did not issue a token.', details);
}

const MEANINGS: readonly (readonly [codes: readonly string[], kind: TroubleKind, code: string, message: string])[] = [
  [THROTTLED_CODES, 'throttled', 'throttled', 'The cloud asks for fewer calls.'],
  [TOKEN_CODES, 'unauthorized', 'credentials-refused', 'The cloud does not accept the token.'],
  [ACCESS_CODES, 'unauthorized', 'access-refused', 'The account may not see jobs of this project.'],
  [[NO_ROUTE_CODE], 'malformed', 'route-unknown', "The cloud's API gateway knows no such address."],
  [[UNKNOWN_SYSTEM_ERROR_CODE], 'unreachable', 'upstream-error', 'The image service reports a fault of its own.'],
];

function troubleOfCode(upstreamCode: string, details: { upstreamStatus?: number; retryAfterMs?: number | null }) {
  const meaning = MEANINGS.find(([codes]) => codes.includes(upstreamCode));
  if (meaning === undefined) return null;
  const [, kind, code, message] = meaning;
  return trouble(kind, code, message, { ...details, isOwnForm: kind === 'unreachable' });
}

import { trouble, type Trouble, type TroubleKind } from '#libs/jobs';
import {
  htmlTrouble,
  isHtml,
  malformed,
  readJson,
  retryAfterMs,
  statusTrouble,
  type HttpResponse,
} from '#libs/upstream';
import { errorResponse, type HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

interface Meaning {
  /** The last four digits of the code: the first four vary with the action. */
  suffixes: readonly string[];
  text: RegExp;
  kind: TroubleKind;
  code: string;
  message: string;
}

/** In order: one code ending (00E9) has two meanings, which only the text distinguishes. */
const MEANINGS: readonly Meaning[] = [
  {
    suffixes: ['00E6', '0016'],
    text: /\bnot present in (the )?cache\b/i,
    kind: 'not-found',
    code: 'not-in-response-cache',
    message: 'The upstream holds no response for this request: it expired, was lost, or never existed.',
  },
  {
    suffixes: [],
    text: /\blicen[sc]e\b/i,
    kind: 'unauthorized',
    code: 'license-not-valid',
    message: 'The license of the upstream is missing, invalid or expired.',
  },
  {
    suffixes: ['00E9'],
    text: /\bauthori[sz]ation (is )?(needed|required|failed)\b/i,
    kind: 'unauthorized',
    code: 'credentials-refused',
    message: 'The upstream does not accept the credentials for this call.',
  },
  {
    suffixes: ['0018'],
    text: /\balready aborted\b/i,
    kind: 'malformed',
    code: 'already-aborted',
    message: 'The upstream answered a question for the status as if it had been an abort.',
  },
  {
    suffixes: ['0008'],
    text: /\bmandatory parameter\b/i,
    kind: 'malformed',
    code: 'parameter-missing',
    message: 'The upstream misses a parameter in the call.',
  },
  {
    suffixes: ['00E2'],
    text: /\binternal error\b/i,
    kind: 'unreachable',
    code: 'internal-error',
    message: 'The upstream reports an internal error of its own.',
  },
];

const MAX_MESSAGE_LENGTH = 500;

/** null: no error response, or an unknown one. */
export function errorTrouble(
  body: unknown,
  details: { upstreamStatus: number; retryAfterMs?: number | null },
): Trouble | null {
  // An answer with a status object is none: nearly all are such, and a schema that fails costs ten that hold.
  if (typeof (body as { status?: unknown } | null)?.status === 'object') return null;
  const response = errorResponse.safeParse(body);
  if (!response.success) return null;
  const { code, error } = response.data;
  // Messages quote the request id, which is the caller's text and must not decide anything.
  const text = (error ?? '').slice(0, MAX_MESSAGE_LENGTH).replace(/'.*'/s, '');
  const suffix = /^[0-9a-f]{4}([0-9a-f]{4})$/i.exec(String(code ?? '').trim())?.[1]?.toUpperCase();
  const meaning =
    MEANINGS.find((known) => known.text.test(text)) ??
    MEANINGS.find((known) => suffix !== undefined && known.suffixes.includes(suffix));
  if (!meaning) return null;
  return trouble(meaning.kind, meaning.code, meaning.message, {
    ...details,
    isOwnForm: meaning.kind === 'unreachable',
  });
}

/** The eight hexadecimal digits of an error response. */
export function vendorCode(body: unknown): string | null {
  if (typeof (body as { status?: unknown } | null)?.status === 'object') return null;
  const code = String(errorResponse.safeParse(body).data?.code ?? '').trim();
  return /^[0-9a-f]{8}$/i.test(code) ? code.toUpperCase() : null;
}

export function readStatusResponse(response: HttpResponse): { raw: HitachiAnalyzerRaw } | { trouble: Trouble } {
  const { status } = response;
  const isSuccess = status >= 200 && status < 300;
  const json = readJson(response);
  if ('value' in json) {
    const named = errorTrouble(json.value, { upstreamStatus: status, retryAfterMs: retryAfterMs(response) });
    if (named) return { trouble: named };
    if (isSuccess)
      return hasStatus(json.value) ? { raw: { httpStatus: status, body: json.value } } : withoutStatus(response);
  } else if (isSuccess) {
    return json;
  }
  return { trouble: troubleOfStatus(response) };
}

/** Cheaper than the schema, which translation applies. */
const hasStatus = (body: unknown): boolean => isPlainObject(body) && isPlainObject(body['status']);

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Such a body is not kept: it may echo anything, the credential of the call included. */
const withoutStatus = (response: HttpResponse) => ({
  trouble: malformed('The answer of the upstream has no status in it.', response),
});

function troubleOfStatus(response: HttpResponse): Trouble {
  const { status } = response;
  if (isHtml(response) && status !== 401 && status !== 429) return htmlTrouble(response);
  // The documents do not tie "not present in the cache" to 404, and a wrong path gives one as well.
  if (status === 404)
    return malformed('The upstream answered with status 404 without saying what is missing.', response);
  if (status >= 300 && status < 400) {
    return trouble('unreachable', 'redirected', 'The upstream answered with a redirect where data was expected.', {
      upstreamStatus: status,
    });
  }
  return statusTrouble(response) ?? malformed('The upstream answered in no known form.', response);
}

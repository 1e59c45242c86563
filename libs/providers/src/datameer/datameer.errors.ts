import { trouble, type Trouble } from '#libs/jobs';
import { readJson, statusTrouble, type HttpResponse } from '#libs/upstream';
import { errorWire, failureWire, type DatameerRaw } from './datameer.wire.js';

const MISSING_OR_HIDDEN =
  'The upstream knows no such job, or hides it from this account: it answers the same in both cases.';

/** The JSON of an answer, or the trouble that it is. Pure. */
export function readResponse(response: HttpResponse): { body: unknown } | { trouble: Trouble } {
  const byStatus = statusTrouble(response);
  if (byStatus?.kind === 'not-found') return { trouble: { ...byStatus, message: MISSING_OR_HIDDEN } };
  // Which status goes with an error object is documented nowhere: where the status says nothing by itself, the body does.
  if (byStatus && byStatus.code !== 'unexpected-status') return { trouble: byStatus };
  const read = readJson(response);
  if ('trouble' in read) return { trouble: byStatus ?? read.trouble };
  const named = envelopeTrouble(read.value, response.status) ?? byStatus;
  return named ? { trouble: named } : { body: read.value };
}

/** A servlet container's own page for 404: nothing is concluded from it alone, since proxies answer so too. */
export const isPageForMissing = ({ code, upstreamStatus }: Trouble): boolean =>
  code === 'html-answer' && upstreamStatus === 404;

/** What such a page means of an upstream that answers everything else. */
export function missingTrouble(form: DatameerRaw['form']): Trouble {
  // v2 says in JSON that a file is missing, so a page in its place says that there is no v2.
  return form === 'file-status'
    ? apiNotAvailable({ upstreamStatus: 404 })
    : trouble('not-found', 'not-found', MISSING_OR_HIDDEN, { upstreamStatus: 404 });
}

export function apiNotAvailable(details: { upstreamStatus?: number } = {}): Trouble {
  const message = 'Files are asked for through the REST v2 interface, which this connection does not have.';
  return trouble('not-found', 'api-not-available', message, details);
}

/** The trouble that a body names; null where it is not an error object. */
export function envelopeTrouble(body: unknown, upstreamStatus?: number): Trouble | null {
  if (!mayBeError(body)) return null;
  const failure = failureWire.safeParse(body);
  if (failure.success) {
    if (speaksOfLicense(failure.data.reason)) return licenseTrouble(upstreamStatus);
    return trouble('not-found', 'missing-or-hidden', MISSING_OR_HIDDEN, { upstreamStatus });
  }
  const error = errorWire.safeParse(body);
  if (!error.success) return null;
  if (speaksOfLicense(error.data.error)) return licenseTrouble(upstreamStatus);
  return trouble('malformed', 'error-answer', 'The upstream answered with an error object where data was expected.', {
    upstreamStatus,
  });
}

/** Answers without the fields of an error object need not be parsed as one: these are nearly all. */
function mayBeError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return 'error' in body || ('status' in body && !isSuccess(body.status));
}

const isSuccess = (status: unknown): boolean => typeof status === 'string' && /^success$/i.test(status);

/** Seen with valid credentials of an account that has not agreed yet: "You must accept the license terms". */
const speaksOfLicense = (text: unknown): boolean => typeof text === 'string' && /\blicen[cs]e\b/i.test(text);

function licenseTrouble(upstreamStatus?: number): Trouble {
  return trouble(
    'unauthorized',
    'license-not-accepted',
    'The upstream serves this account only after its licence terms have been accepted.',
    { upstreamStatus },
  );
}

import { trouble, type Trouble } from '#libs/jobs';
import { htmlTrouble, isHtml, malformed, statusTrouble, type HttpResponse } from '#libs/upstream';
import { errorBody } from './ibm-hmc.wire.js';

/** Session id missing, session id invalid. The first is also what a restarted HMC says to one that it has forgotten. */
const LOG_ON_AGAIN_REASONS = [4, 5];
const NO_SUCH_JOB_REASON = 1;
const TARGET_NAME_REASON = 2;
const TOO_MANY_SESSIONS_REASON = 13;

/** The `reason` of an error answer, which refines its status; null where the body is none of the HMC's. */
export function reasonOf(response: HttpResponse): number | null {
  if (isHtml(response)) return null;
  try {
    return errorBody.safeParse(JSON.parse(response.body.toString('utf8'))).data?.reason ?? null;
  } catch {
    return null;
  }
}

/** 403.4 and 403.5; 401 is undocumented and seen in one of IBM's clients only. Any other 403 is about permissions. */
export function requiresLogOn(response: HttpResponse): boolean {
  if (response.status === 401) return true;
  return response.status === 403 && LOG_ON_AGAIN_REASONS.includes(reasonOf(response) ?? -1);
}

/** Why a response to "Query Job Status" has no job status; null for 2xx. */
export function jobTrouble(response: HttpResponse): Trouble | null {
  const { status: upstreamStatus } = response;
  if (upstreamStatus >= 200 && upstreamStatus < 300) return null;
  if (isHtml(response)) return pageTrouble(response);
  const reason = reasonOf(response);
  if (upstreamStatus === 403) {
    return trouble('unauthorized', 'forbidden', 'The HMC user may not see this.', { upstreamStatus });
  }
  if (upstreamStatus === 404 && reason !== NO_SUCH_JOB_REASON) {
    return trouble('malformed', 'unexpected-not-found', 'Something answered 404 without saying that there is no job.', {
      upstreamStatus,
    });
  }
  if (upstreamStatus === 400 && reason === TARGET_NAME_REASON) {
    return trouble(
      'malformed',
      'target-name-required',
      'The HMC wants the target name of the job: set options.targetName for jobs started through BCPii.',
      { upstreamStatus },
    );
  }
  return statusTrouble(response);
}

/**
 * Why a log-on gave no session; null for 2xx. Every 403 is a refusal: the reason of a wrong password is undocumented, and
 * repeating one disables the user.
 */
export function logOnTrouble(response: HttpResponse): Trouble | null {
  const { status: upstreamStatus } = response;
  if (upstreamStatus >= 200 && upstreamStatus < 300) return null;
  if (isHtml(response)) return pageTrouble(response);
  if (upstreamStatus === 401 || upstreamStatus === 403) {
    return trouble('unauthorized', 'log-on-refused', 'The HMC refused the log-on: check userid and password.', {
      upstreamStatus,
    });
  }
  if (upstreamStatus === 400 && reasonOf(response) === TOO_MANY_SESSIONS_REASON) {
    return trouble('unauthorized', 'too-many-sessions', 'The HMC user has too many sessions open.', { upstreamStatus });
  }
  if (upstreamStatus === 404) return malformed('No HMC answers at this URL.', response);
  return statusTrouble(response);
}

/** The HMC has a page of its own for a disabled API. */
function pageTrouble(response: HttpResponse): Trouble {
  const isSwitchedOff = response.body.toString('latin1').includes('Web Services are not enabled');
  if (!isSwitchedOff) return htmlTrouble(response);
  return trouble('unreachable', 'web-services-disabled', 'The Web Services API is switched off on this HMC.', {
    upstreamStatus: response.status,
  });
}

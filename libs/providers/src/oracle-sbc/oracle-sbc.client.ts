import { trouble, type Trouble, type TroubleKind } from '#libs/jobs';
import {
  htmlTrouble,
  isHtml,
  statusTrouble,
  type Exchange,
  type HttpResponse,
  type Session,
  type UpstreamCall,
} from '#libs/upstream';
import type { OracleSbcRaw } from './oracle-sbc.wire.js';

export async function readStatus(
  session: Session,
  signal: AbortSignal,
): Promise<{ raw: OracleSbcRaw; exchange: Exchange } | { trouble: Trouble; exchange: Exchange }> {
  const outcome = await session.call(statusCall(String(session.connection.options['version'])), signal);
  if ('trouble' in outcome) return outcome;
  const { response, exchange } = outcome;
  const problem = responseTrouble(response);
  return problem ? { trouble: problem, exchange } : { raw: { body: response.body.toString('utf8') }, exchange };
}

function statusCall(version: string): UpstreamCall {
  return {
    method: 'GET',
    target: `/rest/${version}/admin/asyncstatus`,
    headers: { accept: 'application/xml' },
  };
}

/**
 * The status codes that this API gives a meaning of its own
 * (https://docs.oracle.com/en/industries/communications/session-border-controller/8.4.0/rest/status-codes.html). None of
 * them says that there is no job: 404 speaks of the address, and the slot itself always exists.
 */
const STATUS_MEANINGS: Record<number, [kind: TroubleKind, code: string, message: string]> = {
  400: ['malformed', 'request-refused', 'The upstream does not understand the request.'],
  401: ['unauthorized', 'credentials-refused', 'The upstream does not accept the credentials for this call.'],
  403: ['unauthorized', 'administrator-required', 'The account lacks the administrator privileges that this takes.'],
  404: ['malformed', 'unsupported-version', 'The upstream does not know this version of its REST API.'],
  405: ['malformed', 'request-refused', 'The upstream does not understand the request.'],
  406: ['malformed', 'request-refused', 'The upstream does not understand the request.'],
  415: ['malformed', 'request-refused', 'The upstream does not understand the request.'],
  423: ['malformed', 'configuration-locked', 'Somebody else holds the configuration lock.'],
  426: ['unreachable', 'https-required', 'The upstream answers over HTTPS only.'],
};

/** What an answer says against being used; null for one that should carry XML. */
export function responseTrouble(response: HttpResponse): Trouble | null {
  const details = { upstreamStatus: response.status };
  const isAboutAccount = response.status === 401 || response.status === 403;
  if (isHtml(response) && !isAboutAccount && response.status !== 429) return htmlTrouble(response);
  const meaning = STATUS_MEANINGS[response.status];
  return meaning ? trouble(...meaning, details) : statusTrouble(response);
}

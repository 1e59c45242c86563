import { trouble, type Trouble } from '#libs/jobs';
import {
  basicLogOn,
  htmlTrouble,
  isHtml,
  isLogOnPage,
  malformed,
  readJson,
  statusTrouble,
  withAuthorization,
  type IssuedCredential,
  type HttpResponse,
  type LogOnProtocol,
  type UpstreamCall,
  type UpstreamConnection,
} from '#libs/upstream';
import { authSchema } from './hitachi-analyzer.descriptor.js';
import { errorTrouble } from './hitachi-analyzer.errors.js';
import { tokenResponse, tokenRefusal } from './hitachi-analyzer.wire.js';

/** What vendor clients assume of a token that does not say how long it lives. */
const DEFAULT_LIFETIME_SECONDS = 60;
const RENEW_AFTER_SHARE = 0.8;
/** Queries of this length, in characters, may lead to the log-on form although the account is in order. */
const LONG_QUERY = 1_500;
/** Error answers are short; results are not searched. */
const MAX_ERROR_BYTES = 4_096;

/** The credential is the complete `Authorization` value. */
export function logOnProtocolOf(
  connection: UpstreamConnection,
  now: () => number = connection.now ?? Date.now,
): LogOnProtocol<string> {
  const auth = authSchema.parse(connection.auth);
  if ('tokenUrl' in auth) return clientCredentials(auth, now);
  return basicLogOn(connection.url, auth.user, auth.password, (response, call) =>
    isAccountRefused(response, call) ? 'refused' : 'accepted',
  );
}

function clientCredentials(
  auth: { tokenUrl: string; clientId: string; clientSecret: string },
  now: () => number,
): LogOnProtocol<string> {
  const call: UpstreamCall = {
    method: 'POST',
    target: auth.tokenUrl,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: auth.clientId,
      client_secret: auth.clientSecret,
    }).toString(),
  };
  return {
    account: { url: auth.tokenUrl, name: auth.clientId },
    carries: 'token',
    async logOn(http, signal) {
      const requestedAt = now();
      const outcome = await http.call(call, signal);
      return 'trouble' in outcome ? outcome.trouble : readTokenResponse(outcome.response, requestedAt);
    },
    authorize: withAuthorization,
    checkCredential: (response) => (mayBeExpired(response) ? 'expired' : 'accepted'),
  };
}

/** By 401, by "Authorization needed" with any status, or by the log-on form, to which overlong queries lead as well. */
function isAccountRefused(response: HttpResponse, call: UpstreamCall): boolean {
  if (response.status === 401) return mayBeExpired(response);
  if (isLogOnPage(response)) return call.target.length + (call.body?.length ?? 0) < LONG_QUERY;
  if (response.body.length > MAX_ERROR_BYTES || !response.body.includes('uthori')) return false;
  const json = readJson(response);
  return (
    'value' in json && errorTrouble(json.value, { upstreamStatus: response.status })?.code === 'credentials-refused'
  );
}

/** 401 means an expired token or missing rights; a missing license does not depend on the token. */
function mayBeExpired(response: HttpResponse): boolean {
  if (response.status !== 401) return false;
  const json = readJson(response);
  const named = 'value' in json ? errorTrouble(json.value, { upstreamStatus: response.status }) : null;
  return named === null || named.code === 'credentials-refused';
}

export function readTokenResponse(response: HttpResponse, requestedAt: number): IssuedCredential<string> | Trouble {
  const { status } = response;
  const json = readJson(response);
  if (status === 401 || ((status === 400 || status === 403) && isRefusal(json))) {
    return trouble('unauthorized', 'log-on-refused', 'The token service does not accept the client credentials.', {
      upstreamStatus: status,
    });
  }
  if (isHtml(response)) return htmlTrouble(response);
  // A token service that is not there says nothing of any job.
  if (status === 404) return malformed('There is no token service at the configured address.', response);
  const refused = statusTrouble(response);
  if (refused) return refused;
  if ('trouble' in json) return json.trouble;
  const token = tokenResponse.safeParse(json.value);
  if (!token.success) return malformed('The token service answered without a usable token.', response);
  const lifetimeSeconds = token.data.expires_in ?? DEFAULT_LIFETIME_SECONDS;
  return {
    credential: `Bearer ${token.data.access_token}`,
    renewAt: requestedAt + lifetimeSeconds * 1000 * RENEW_AFTER_SHARE,
  };
}

const isRefusal = (json: ReturnType<typeof readJson>): boolean =>
  'value' in json && tokenRefusal.safeParse(json.value).success;

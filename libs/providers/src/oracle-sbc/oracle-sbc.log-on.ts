import { trouble, type Trouble } from '#libs/jobs';
import {
  basicCredential,
  refusedLogOn,
  withAuthorization,
  type HttpCaller,
  type IssuedCredential,
  type HttpResponse,
  type LogOnProtocol,
  type UpstreamConnection,
} from '#libs/upstream';
import { responseTrouble } from './oracle-sbc.client.js';
import { childOf, readXml } from './oracle-sbc.xml.js';

/**
 * Tokens live ten minutes from issue, used or not:
 * https://docs.oracle.com/en/industries/communications/session-border-controller/8.2.0/rest/op-rest-version-auth-token-post.html
 */
const TOKEN_LIFETIME_MS = 10 * 60_000;
const RENEW_AFTER_MS = 9 * 60_000;

/** Answers to a renewal in place that a plain log-on may still succeed after: the token is dead, the form unliked. */
const RENEWAL_DECLINED: readonly number[] = [400, 401, 415];

export interface Token {
  value: string;
  /** Epoch milliseconds, counted from before the request: rather too early than too late. */
  expiresAt: number;
}

/**
 * Basic credentials for a token. A living token is renewed in place, because the box ties its configuration lock to
 * it; a plain log-on takes its place when the token has expired or the box declines.
 */
export function oracleSbcLogOn(
  connection: UpstreamConnection,
  now: () => number = connection.now ?? Date.now,
  /** Called for each token that renews no other: locks of the previous one are gone. */
  onNewToken: () => void = () => undefined,
): LogOnProtocol<Token> {
  return {
    account: { url: connection.url, name: connection.auth['user'] ?? '' },
    carries: 'token',
    async logOn(http, signal, previous) {
      if (previous !== null && previous.expiresAt > now()) {
        const renewed = await requestToken(http, connection, signal, now, previous);
        if (!isDeclined(renewed)) return renewed;
      }
      onNewToken();
      return requestToken(http, connection, signal, now, null);
    },
    authorize: (call, token) => withAuthorization(call, `Bearer ${token.value}`),
    // 403 speaks of the account's class, not of the token.
    checkCredential: (response) => (response.status === 401 ? 'expired' : 'accepted'),
  };
}

function isDeclined(outcome: IssuedCredential<Token> | Trouble): boolean {
  return 'kind' in outcome && RENEWAL_DECLINED.includes(outcome.upstreamStatus ?? 0);
}

async function requestToken(
  http: HttpCaller,
  { auth, options }: UpstreamConnection,
  signal: AbortSignal,
  now: () => number,
  renewed: Token | null,
): Promise<IssuedCredential<Token> | Trouble> {
  const requestedAt = now();
  const outcome = await http.call(
    {
      method: 'POST',
      target: `/rest/${String(options['version'])}/auth/token`,
      headers: {
        accept: 'application/xml',
        authorization: basicCredential(auth['user'] ?? '', auth['password'] ?? ''),
        // The documented media type lacks the usual `application/`.
        ...(renewed === null ? {} : { 'content-type': 'x-www-form-urlencoded' }),
      },
      // The field's name is documented nowhere; this is the name under which the box hands the token out.
      ...(renewed === null ? {} : { body: `accessToken=${encodeURIComponent(renewed.value)}` }),
    },
    signal,
  );
  if ('trouble' in outcome) return outcome.trouble;
  const refused = logOnTrouble(outcome.response);
  if (refused) return refused;
  const value = tokenIn(outcome.response);
  if (value === null) {
    return trouble('malformed', 'no-token', 'The upstream accepted the log-on but gave no token.', {
      upstreamStatus: outcome.response.status,
    });
  }
  return {
    credential: { value, expiresAt: requestedAt + TOKEN_LIFETIME_MS },
    renewAt: requestedAt + RENEW_AFTER_MS,
  };
}

/** What an answer to a log-on says against it; null for an answer that should carry a token. */
export function logOnTrouble(response: HttpResponse): Trouble | null {
  return response.status === 401 ? refusedLogOn(response) : responseTrouble(response);
}

/** The opaque token: printable ASCII (RFC 6750 §2.1), the only characters legal in a header. */
export function tokenIn(response: HttpResponse): string | null {
  const xml = readXml(response.body.toString('utf8'));
  if ('fault' in xml || xml.root.name !== 'response') return null;
  const data = childOf(xml.root, 'data');
  const value = data && childOf(data, 'accessToken')?.text.replaceAll(/\s/g, '');
  return value && /^[\x21-\x7e]+$/.test(value) ? value : null;
}

import type { Trouble } from '#libs/jobs';
import type { Account } from './account/account-names.js';
import type { CallOutcome, HttpResponse, UpstreamCall } from './exchange.js';

export interface IssuedCredential<Credential> {
  credential: Credential;
  /** When to log on again ahead of expiry; null: when the upstream requires it. */
  renewAt: number | null;
}

export type CredentialCheck =
  /** Nothing. */
  | 'accepted'
  /** Log on again and repeat the call once. */
  | 'expired'
  /** A new log-on would change nothing. Where calls carry the account: the account was refused. */
  | 'refused';

export interface HttpCaller {
  call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome>;
}

/** The value of an `Authorization` header. */
export const basicCredential = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

export const withAuthorization = (call: UpstreamCall, authorization: string): UpstreamCall => ({
  ...call,
  headers: { ...call.headers, authorization },
});

/** HTTP Basic with every call. */
export const basicLogOn = (
  url: string,
  user: string,
  password: string,
  checkCredential: LogOnProtocol<string>['checkCredential'],
): LogOnProtocol<string> => ({
  account: { url, name: user },
  carries: 'account',
  logOn: () => Promise.resolve({ credential: basicCredential(user, password), renewAt: null }),
  authorize: withAuthorization,
  checkCredential,
});

/** How one kind of upstream lets clients in. */
export interface LogOnProtocol<Credential> {
  /** Which account may be locked upstream by refused tries. */
  readonly account: Account;
  /**
   * `account`: every call carries the account itself, as with HTTP Basic, so that every call is a try. `token`: calls carry
   * what `logOn` has obtained; only a log-on is a try.
   */
  readonly carries: 'account' | 'token';
  /**
   * Obtains a credential. `previous` is the one to be replaced, while the upstream has not refused it, for upstreams that
   * renew in place. A refusal is trouble of kind `unauthorized`: it is remembered, and not tried again in a loop.
   */
  logOn(
    http: HttpCaller,
    signal: AbortSignal,
    previous: Credential | null,
  ): Promise<IssuedCredential<Credential> | Trouble>;
  /** The call with the credential put into it. */
  authorize(call: UpstreamCall, credential: Credential): UpstreamCall;
  checkCredential(response: HttpResponse, call: UpstreamCall): CredentialCheck;
  /** Gives the credential back at shutdown, where the upstream counts open sessions. */
  logOff?(http: HttpCaller, credential: Credential, signal: AbortSignal): Promise<void>;
}

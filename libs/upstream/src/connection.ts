import type { LogOnRefusals } from './account/log-on-refusals.js';
import type { CallOutcome, UpstreamCall } from './exchange.js';

export interface UpstreamConnection {
  /** The connection's name in ids: `hmc-lab`. */
  name: string;
  provider: string;
  /** Base URL without a trailing slash. */
  url: string;
  tls: { ca: string | null; verify: boolean };
  /** Resolved credentials, by the names of CONFIG's table. Secrets: redacted from everything that leaves the process. */
  auth: Record<string, string>;
  /** IANA name; the zone of upstream times that carry none. */
  timeZone: string;
  limits: UpstreamLimits;
  /** Per provider, already validated and defaulted. */
  options: Record<string, unknown>;
  /** Receives every call. */
  watch?: CallObserver;
  /** Where refused tries of the account are remembered; absent: in the session. */
  accounts?: LogOnRefusals;
  /** The clock that workers share, epoch milliseconds; absent: the machine's. */
  now?: () => number;
  /** When these credentials took the place of others, epoch milliseconds; absent: not while this process runs. */
  credentialsSince?: number;
}

export interface ObservedCall {
  /** Fields that the call is to carry besides its own. */
  headers?: Record<string, string>;
  ended(outcome: CallOutcome): void;
}

/** Receives the calls of a connection, log-ons included. */
export interface CallObserver {
  /** In the caller's context, before the call waits. */
  onCallStart(call: UpstreamCall): ObservedCall;
}

export interface UpstreamLimits {
  /** Calls in flight at once. */
  concurrency: number;
  /** null: no budget. */
  requestsPerSecond: number | null;
  timeoutMs: number;
  maxResponseBytes: number;
}

const ACCOUNT_NAMES: readonly string[] = ['user', 'userid', 'domain', 'project', 'iamUrl', 'tokenUrl', 'clientId'];

/** The credentials of a connection that must never leave the process: all of `auth` but the account names. */
export function secretsOf(auth: Record<string, string>): string[] {
  return Object.entries(auth).flatMap(([name, value]) => (ACCOUNT_NAMES.includes(name) ? [] : [value]));
}

import { trouble, type Trouble } from '#libs/jobs';
import type { UpstreamConnection } from './connection.js';
import type { CallOutcome, HttpAnswer, UpstreamCall } from './exchange.js';
import { HttpClient } from './http-client.js';

export interface Granted<Credential> {
  credential: Credential;
  /** When to log on again before the upstream asks for it, epoch milliseconds; null: wait until it asks. */
  renewAt: number | null;
}

/** What an answer says of the credential it was asked with. */
export type CredentialVerdict =
  /** Nothing. */
  | 'accepted'
  /** Log on again and repeat the call once. */
  | 'expired'
  /** A new log-on would change nothing. */
  | 'refused';

/** How one kind of upstream lets clients in. */
export interface LogOnProtocol<Credential> {
  /**
   * Obtains a credential. `previous` is the one to be replaced, for upstreams that renew in place. A refusal is trouble
   * of kind `unauthorized`: it is remembered, and not tried again in a loop.
   */
  logOn(http: HttpClient, signal: AbortSignal, previous: Credential | null): Promise<Granted<Credential> | Trouble>;
  /** The call with the credential put into it. */
  authorize(call: UpstreamCall, credential: Credential): UpstreamCall;
  judge(answer: HttpAnswer): CredentialVerdict;
  /** Gives the credential back at shutdown, where the upstream counts open sessions. */
  logOff?(http: HttpClient, credential: Credential, signal: AbortSignal): Promise<void>;
}

/** All calls of one connection, with its credential. */
export interface Session {
  readonly connection: UpstreamConnection;
  call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome>;
  /** Calls in flight. */
  readonly busy: number;
  /** Logs off and closes every socket. Never throws. */
  close(): Promise<void>;
}

/** A refused log-on is not repeated for this long; doubled with each refusal. */
const FIRST_REFUSAL_PAUSE_MS = 60_000;
const LONGEST_REFUSAL_PAUSE_MS = 15 * 60_000;
const LOG_OFF_TIMEOUT_MS = 2_000;

export function openSession<Credential>(
  connection: UpstreamConnection,
  protocol: LogOnProtocol<Credential>,
  now: () => number = Date.now,
): Session {
  return new RenewingSession(connection, protocol, now);
}

class RenewingSession<Credential> implements Session {
  private readonly http: HttpClient;
  private readonly closing = new AbortController();
  private granted: Granted<Credential> | null = null;
  private renewal: Promise<Granted<Credential> | Trouble> | null = null;
  private refusal: { trouble: Trouble; until: number; pauseMs: number } | null = null;

  constructor(
    readonly connection: UpstreamConnection,
    private readonly protocol: LogOnProtocol<Credential>,
    private readonly now: () => number,
  ) {
    this.http = new HttpClient(connection);
  }

  get busy(): number {
    return this.http.busy;
  }

  async call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    const first = await this.callOnce(call, signal, null);
    if (!('answer' in first.outcome) || first.granted === null) return first.outcome;
    const verdict = this.protocol.judge(first.outcome.answer);
    if (verdict === 'accepted') return first.outcome;
    if (verdict === 'refused')
      return { trouble: refusedTrouble(first.outcome.answer), exchange: first.outcome.exchange };
    const second = await this.callOnce(call, signal, first.granted);
    if (!('answer' in second.outcome)) return second.outcome;
    if (this.protocol.judge(second.outcome.answer) === 'accepted') return second.outcome;
    return { trouble: refusedTrouble(second.outcome.answer), exchange: second.outcome.exchange };
  }

  async close(): Promise<void> {
    const granted = this.granted;
    this.granted = null;
    this.closing.abort(new Error('session closed'));
    if (granted && this.protocol.logOff) {
      await this.protocol
        .logOff(this.http, granted.credential, AbortSignal.timeout(LOG_OFF_TIMEOUT_MS))
        .catch(() => undefined);
    }
    await this.http.close();
  }

  private async callOnce(call: UpstreamCall, signal: AbortSignal, outdated: Granted<Credential> | null) {
    const granted = await this.credential(outdated, signal);
    if ('kind' in granted) {
      const exchange = { method: call.method, target: call.target, status: null, milliseconds: 0 };
      return { outcome: { trouble: granted, exchange } as CallOutcome, granted: null };
    }
    return { outcome: await this.http.call(this.protocol.authorize(call, granted.credential), signal), granted };
  }

  /** The present credential; a new one when there is none, it is due, or it is the outdated one. One log-on at a time. */
  private credential(outdated: Granted<Credential> | null, signal: AbortSignal) {
    const { granted } = this;
    const isUsable =
      granted !== null && granted !== outdated && (granted.renewAt === null || granted.renewAt > this.now());
    if (isUsable) return granted;
    this.renewal ??= this.renew(granted).finally(() => (this.renewal = null));
    return abortable(this.renewal, signal);
  }

  private async renew(previous: Granted<Credential> | null): Promise<Granted<Credential> | Trouble> {
    if (this.refusal && this.refusal.until > this.now()) return this.refusal.trouble;
    const granted = await this.protocol.logOn(this.http, this.closing.signal, previous?.credential ?? null);
    if ('kind' in granted) {
      if (granted.kind === 'unauthorized') this.rememberRefusal(granted);
      return granted;
    }
    this.refusal = null;
    this.granted = granted;
    return granted;
  }

  private rememberRefusal(refused: Trouble): void {
    const pauseMs = this.refusal
      ? Math.min(this.refusal.pauseMs * 2, LONGEST_REFUSAL_PAUSE_MS)
      : FIRST_REFUSAL_PAUSE_MS;
    this.granted = null;
    this.refusal = { trouble: refused, until: this.now() + pauseMs, pauseMs };
  }
}

function refusedTrouble(answer: HttpAnswer): Trouble {
  return trouble('unauthorized', 'credentials-refused', 'The upstream does not accept the credentials for this call.', {
    upstreamStatus: answer.status,
  });
}

/** A shared log-on goes on for the others when one caller gives up. */
function abortable<T>(shared: Promise<T>, signal: AbortSignal): Promise<T | Trouble> {
  const aborted = () => trouble('unreachable', 'aborted', 'The call was given up before the log-on was done.');
  if (signal.aborted) return Promise.resolve(aborted());
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

import { trouble, type Trouble } from '#libs/jobs';
import { setMaxListeners } from 'node:events';
import type { UpstreamConnection } from './connection.js';
import type { CallOutcome, HttpResponse, UpstreamCall } from './exchange.js';
import { AccountGuard } from './account/account-guard.js';
import { AccountProbe } from './account/account-probe.js';
import { RefusalCounter } from './account/refusal-counter.js';
import { ActiveCredentialWatcher, type ActiveCredential } from './active-credential.js';
import { HttpClient } from './http-client.js';
import type { IssuedCredential, LogOnProtocol } from './log-on-protocol.js';

/** All calls of one connection, with its credential. */
export interface Session {
  readonly connection: UpstreamConnection;
  call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome>;
  /** Calls in flight. */
  readonly busy: number;
  /** Whether these credentials were refused, by this process or another, so lately that they are not tried now. */
  isRefused(): Promise<boolean>;
  /** Logs off and closes every socket. Never throws. */
  close(): Promise<void>;
}

/** A session whose credential also serves a protocol beside the calls, such as push: for its own provider alone. */
export interface CredentialedSession<Credential> extends Session {
  /** The credential in use, as soon as a call has brought one. Never logs on. null: aborted before there was one. */
  granted(signal: AbortSignal): Promise<ActiveCredential<Credential> | null>;
}

/** A credential that is still good is used for this long when its early renewal did not come about. */
const RENEWAL_RETRY_MS = 30_000;
/** Whatever life an upstream gives its credentials: renewed ahead of time at each call, they would be a storm of log-ons. */
const MIN_LIFETIME_MS = 10_000;
const LOG_OFF_TIMEOUT_MS = 2_000;

export function openSession<Credential>(
  connection: UpstreamConnection,
  protocol: LogOnProtocol<Credential>,
  now: () => number = connection.now ?? Date.now,
): CredentialedSession<Credential> {
  return new RenewingSession(connection, protocol, now);
}

class RenewingSession<Credential> implements CredentialedSession<Credential> {
  private readonly http: HttpClient;
  private readonly closing = new AbortController();
  private readonly watch = new ActiveCredentialWatcher<Credential>();
  private present: IssuedCredential<Credential> | null = null;
  private renewal: Promise<IssuedCredential<Credential> | Trouble> | null = null;
  /** Whether a call with the present credential was ever accepted. */
  private isVerified = false;
  private renewNotBefore = 0;
  private readonly account: AccountGuard;
  /** null: calls do not carry the account. */
  private readonly probe: AccountProbe | null;

  constructor(
    readonly connection: UpstreamConnection,
    private readonly protocol: LogOnProtocol<Credential>,
    private readonly now: () => number,
  ) {
    this.http = new HttpClient(connection);
    this.account = new AccountGuard(connection, protocol.account, now);
    const checkCredential: LogOnProtocol<Credential>['checkCredential'] = (response, call) =>
      protocol.checkCredential(response, call);
    this.probe = protocol.carries === 'account' ? new AccountProbe(this.account, checkCredential, now) : null;
  }

  get busy(): number {
    return this.http.busy;
  }

  call(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    const granted = this.usable(null);
    if (granted === null) return this.callWithLogOn(call, signal);
    if (this.probe === null || this.probe.isVerified) return this.callAs(granted, call, signal, true);
    return this.callWithProbe(this.probe, granted, call, signal);
  }

  isRefused(): Promise<boolean> {
    return this.account.isRefused();
  }

  granted(signal: AbortSignal): Promise<ActiveCredential<Credential> | null> {
    return this.watch.wait(signal);
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('session closed'));
    await this.renewal?.catch(() => undefined);
    const granted = this.present;
    this.setCredential(null);
    if (granted && this.protocol.logOff) {
      await this.protocol
        .logOff(this.http, granted.credential, AbortSignal.timeout(LOG_OFF_TIMEOUT_MS))
        .catch(() => undefined);
    }
    await this.http.close().catch(() => undefined);
  }

  /** The usual call, with as few promises as possible: each poll makes it. */
  private callAs(
    granted: IssuedCredential<Credential>,
    call: UpstreamCall,
    signal: AbortSignal,
    mayRepeat: boolean,
  ): Promise<CallOutcome> {
    return this.http.call(this.protocol.authorize(call, granted.credential), signal, this.probe).then((outcome) => {
      // The exchange names the call as it was asked for: a credential in the target stays inside.
      outcome.exchange.target = call.target;
      if ('trouble' in outcome) return outcome;
      const { response, exchange } = outcome;
      const verdict = this.protocol.checkCredential(response, call);
      if (verdict === 'expired') return mayRepeat ? this.repeat(granted, call, signal) : this.refuse(granted, outcome);
      if (verdict === 'refused') return { trouble: this.refusalOf(response), exchange, mayHaveExecuted: false };
      if (granted === this.present) this.markVerified();
      return outcome;
    });
  }

  private async callWithLogOn(call: UpstreamCall, signal: AbortSignal): Promise<CallOutcome> {
    const granted = await this.credential(null, signal);
    if ('kind' in granted) return notSent(call, granted);
    if (this.probe !== null) return this.callWithProbe(this.probe, granted, call, signal);
    return this.callAs(granted, call, signal, true);
  }

  private async callWithProbe(
    probe: AccountProbe,
    granted: IssuedCredential<Credential>,
    call: UpstreamCall,
    signal: AbortSignal,
  ): Promise<CallOutcome> {
    const made = await probe.call(() => this.callAs(granted, call, signal, false), signal);
    return 'kind' in made ? notSent(call, made) : made;
  }

  private refusalOf(response: HttpResponse): Trouble {
    return (this.probe && this.account.obstacle()) ?? refusedTrouble(response);
  }

  private async repeat(
    outdated: IssuedCredential<Credential>,
    call: UpstreamCall,
    signal: AbortSignal,
  ): Promise<CallOutcome> {
    const granted = this.usable(outdated) ?? (await this.credential(outdated, signal));
    return 'kind' in granted ? notSent(call, granted) : this.callAs(granted, call, signal, false);
  }

  /** Where new credentials don't work either, asking for more of them at each call would be a loop. */
  private refuse(granted: IssuedCredential<Credential>, { response, exchange }: CompletedCall): CallOutcome {
    const refused = refusedTrouble(response);
    const isFirstRefusal = granted === this.present && !this.isVerified && this.account.obstacle() === null;
    if (isFirstRefusal) this.account.refused(refused);
    return { trouble: refused, exchange, mayHaveExecuted: false };
  }

  /** The present credential, where nothing has to be done for it. */
  private usable(outdated: IssuedCredential<Credential> | null): IssuedCredential<Credential> | null {
    const granted = this.present;
    return granted !== null && granted !== outdated && !this.isDue(granted) ? granted : null;
  }

  /** The present credential; a new one when there is none, it is due, or it is the outdated one. One log-on at a time. */
  private async credential(
    outdated: IssuedCredential<Credential> | null,
    signal: AbortSignal,
  ): Promise<IssuedCredential<Credential> | Trouble> {
    const granted = this.present;
    const isGood = granted !== null && granted !== outdated;
    // What the upstream has refused cannot be renewed in place.
    this.renewal ??= this.renew(isGood ? granted : null).finally(() => (this.renewal = null));
    const renewed = await abortable(this.renewal, signal);
    const isStillGood = isGood && granted === this.present && !signal.aborted;
    return 'kind' in renewed && isStillGood ? granted : renewed;
  }

  private isDue({ renewAt }: IssuedCredential<Credential>): boolean {
    return renewAt !== null && Math.max(renewAt, this.renewNotBefore) <= this.now();
  }

  private async renew(previous: IssuedCredential<Credential> | null): Promise<IssuedCredential<Credential> | Trouble> {
    if (this.probe !== null) return this.obtain(previous);
    const obstacle = await this.account.begin(this.closing.signal);
    if (obstacle) return obstacle;
    return this.obtain(previous).finally(() => this.account.end());
  }

  private async obtain(previous: IssuedCredential<Credential> | null): Promise<IssuedCredential<Credential> | Trouble> {
    const tries = new RefusalCounter(this.http);
    const granted = await this.protocol.logOn(tries, this.closing.signal, previous?.credential ?? null);
    if ('kind' in granted) {
      this.renewNotBefore = this.now() + RENEWAL_RETRY_MS;
      if (granted.kind !== 'unauthorized') return granted;
      this.setCredential(null);
      return this.account.refused(granted, Math.max(1, tries.refused));
    }
    this.setCredential(granted);
    this.isVerified = false;
    this.renewNotBefore = this.now() + MIN_LIFETIME_MS;
    return granted;
  }

  private setCredential(granted: IssuedCredential<Credential> | null): void {
    this.present = granted;
    this.watch.set(granted?.credential ?? null);
  }

  private markVerified(): void {
    if (this.isVerified) return;
    this.isVerified = true;
    if (this.probe === null) this.account.accepted();
  }
}

type CompletedCall = Extract<CallOutcome, { response: HttpResponse }>;

function notSent({ method, target }: UpstreamCall, problem: Trouble): CallOutcome {
  return { trouble: problem, exchange: { method, target, status: null, milliseconds: 0 }, mayHaveExecuted: false };
}

function refusedTrouble(response: HttpResponse): Trouble {
  return trouble('unauthorized', 'credentials-refused', 'The upstream does not accept the credentials for this call.', {
    upstreamStatus: response.status,
  });
}

/** A shared log-on goes on for the others when one caller gives up. */
function abortable<T>(shared: Promise<T>, signal: AbortSignal): Promise<T | Trouble> {
  const aborted = () => trouble('unreachable', 'aborted', 'The call was given up before the log-on was done.');
  if (signal.aborted) return Promise.resolve(aborted());
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

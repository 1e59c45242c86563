import { trouble, type Moment, type Trouble } from '#libs/jobs';
import { isHtml } from '../response.js';
import type { CallOutcome, HttpResponse, UpstreamCall } from '../exchange.js';
import type { CallGuard } from '../http-call.js';
import type { LogOnProtocol } from '../log-on-protocol.js';
import type { AccountGuard } from './account-guard.js';

/** An account that was accepted so lately is taken to be still good: as many calls as the connection allows go at once. */
const VERIFIED_FOR_MS = 5_000;
/** Refusals and troubles of others than the upstream say nothing of the account. */
const INCONCLUSIVE_STATUSES: readonly number[] = [401, 403, 407, 429];

/**
 * Where every call carries the account, the first call goes alone, and so does the first after a while without an
 * accepted one: when the password was changed, one call finds out, and those behind it are not made.
 */
export class AccountProbe implements CallGuard {
  private verifiedAt: Moment | null = null;
  private probe: Promise<Trouble | null> | null = null;
  private underWay = 0;
  private endProbe: (failure: Trouble | null) => void = () => undefined;

  constructor(
    private readonly guard: AccountGuard,
    private readonly checkCredential: LogOnProtocol<unknown>['checkCredential'],
    private readonly now: () => Moment,
  ) {}

  get isVerified(): boolean {
    return this.verifiedAt !== null && this.now() - this.verifiedAt < VERIFIED_FOR_MS;
  }

  /** Makes the call as soon as the account is proven, or as the one that tries it. Trouble: it was not made. */
  async call(make: () => Promise<CallOutcome>, signal: AbortSignal): Promise<CallOutcome | Trouble> {
    while (!this.isVerified) {
      if (signal.aborted) return trouble('unreachable', 'aborted', 'The call was given up while it waited.');
      if (this.probe === null) return this.tryAlone(make, signal);
      const failure = await this.probe;
      if (failure !== null) return failure;
    }
    return make();
  }

  obstacle(): Trouble | null {
    return this.guard.obstacle();
  }

  started(): void {
    this.underWay += 1;
  }

  ended(): void {
    this.underWay -= 1;
  }

  /** The account is checked before any response: the body need not be awaited. */
  onHeaders(status: number, headers: Record<string, string>): void {
    const isData = status >= 200 && status < 300 && !/html/i.test(headers['content-type'] ?? '');
    if (isData && !this.isVerified) this.markVerified();
  }

  onResponse(response: HttpResponse, call: UpstreamCall): void {
    if (this.checkCredential(response, call) === 'refused') {
      this.verifiedAt = null;
      // Those that are under way carry the same credentials: they count, whether or not their answers are waited for.
      if (this.guard.obstacle() === null) this.guard.refused(refusedLogOn(response), this.underWay);
    } else if (verifiesAccount(response)) this.markVerified();
  }

  private async tryAlone(make: () => Promise<CallOutcome>, signal: AbortSignal): Promise<CallOutcome | Trouble> {
    let failure: Trouble | null = null;
    this.probe = new Promise((resolve) => (this.endProbe = resolve));
    try {
      failure = await this.guard.begin(signal);
      if (failure !== null) return failure;
      const outcome = await make().finally(() => this.guard.end());
      if ('trouble' in outcome) failure = outcome.trouble;
      return outcome;
    } finally {
      this.probe = null;
      // An aborted call says nothing to the others.
      this.endProbe(failure?.code === 'aborted' ? null : failure);
    }
  }

  private markVerified(): void {
    this.verifiedAt = this.now();
    this.guard.accepted();
    this.endProbe(null);
  }
}

function verifiesAccount(response: HttpResponse): boolean {
  const { status } = response;
  if (status >= 200 && status < 300) return !isHtml(response);
  return status >= 400 && status < 500 && !INCONCLUSIVE_STATUSES.includes(status) && !isHtml(response);
}

export function refusedLogOn(response: HttpResponse): Trouble {
  return trouble('unauthorized', 'log-on-refused', 'The upstream refused the user or the password.', {
    upstreamStatus: response.status,
  });
}

import { trouble, type Moment, type Trouble } from '#libs/jobs';
import { isHtml } from '../response.js';
import type { CallOutcome, HttpAnswer, UpstreamCall } from '../exchange.js';
import type { CallGuard } from '../http-call.js';
import type { LogOnProtocol } from '../log-on-protocol.js';
import type { AccountGuard } from './account-guard.js';

/** An account that was accepted so lately is taken to be still good: as many calls as the connection allows go at once. */
const PROOF_LASTS_MS = 5_000;
/** Refusals and troubles of others than the upstream say nothing of the account. */
const PROVES_NOTHING: readonly number[] = [401, 403, 407, 429];

/**
 * Where every call carries the account, the first call goes alone, and so does the first after a while without an
 * accepted one: when the password was changed, one call finds out, and those behind it are not made.
 */
export class AccountProbe implements CallGuard {
  private provenAt: Moment | null = null;
  private trial: Promise<Trouble | null> | null = null;
  private underWay = 0;
  private endTrial: (failure: Trouble | null) => void = () => undefined;

  constructor(
    private readonly guard: AccountGuard,
    private readonly judge: LogOnProtocol<unknown>['judge'],
    private readonly now: () => Moment,
  ) {}

  get isProven(): boolean {
    return this.provenAt !== null && this.now() - this.provenAt < PROOF_LASTS_MS;
  }

  /** Makes the call as soon as the account is proven, or as the one that tries it. Trouble: it was not made. */
  async call(make: () => Promise<CallOutcome>, signal: AbortSignal): Promise<CallOutcome | Trouble> {
    while (!this.isProven) {
      if (signal.aborted) return trouble('unreachable', 'aborted', 'The call was given up before its turn.');
      if (this.trial === null) return this.tryAlone(make, signal);
      const failure = await this.trial;
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

  /** The account is checked before anything is answered: nobody needs to wait for a large body. */
  began(status: number, headers: Record<string, string>): void {
    const isData = status >= 200 && status < 300 && !/html/i.test(headers['content-type'] ?? '');
    if (isData && !this.isProven) this.prove();
  }

  answered(answer: HttpAnswer, call: UpstreamCall): void {
    if (this.judge(answer, call) === 'refused') {
      this.provenAt = null;
      // Those that are under way carry the same credentials: they count, whether or not their answers are waited for.
      if (this.guard.obstacle() === null) this.guard.refused(refusedLogOn(answer), this.underWay);
    } else if (provesAccount(answer)) this.prove();
  }

  private async tryAlone(make: () => Promise<CallOutcome>, signal: AbortSignal): Promise<CallOutcome | Trouble> {
    let failure: Trouble | null = null;
    this.trial = new Promise((resolve) => (this.endTrial = resolve));
    try {
      failure = await this.guard.begin(signal);
      if (failure !== null) return failure;
      const outcome = await make().finally(() => this.guard.end());
      if ('trouble' in outcome) failure = outcome.trouble;
      return outcome;
    } finally {
      this.trial = null;
      // Whoever gives up speaks for nobody else.
      this.endTrial(failure?.code === 'aborted' ? null : failure);
    }
  }

  private prove(): void {
    this.provenAt = this.now();
    this.guard.accepted();
    this.endTrial(null);
  }
}

function provesAccount(answer: HttpAnswer): boolean {
  const { status } = answer;
  if (status >= 200 && status < 300) return !isHtml(answer);
  return status >= 400 && status < 500 && !PROVES_NOTHING.includes(status) && !isHtml(answer);
}

export function refusedLogOn(answer: HttpAnswer): Trouble {
  return trouble('unauthorized', 'log-on-refused', 'The upstream refused the user or the password.', {
    upstreamStatus: answer.status,
  });
}

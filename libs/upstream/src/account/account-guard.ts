import { trouble, type Moment, type Trouble } from '#libs/jobs';
import { randomUUID } from 'node:crypto';
import type { UpstreamConnection } from '../connection.js';
import { pause } from '../pause.js';
import { InMemoryLogOnRefusals, type LogOnRefusals, type LogOnRefusal } from './log-on-refusals.js';
import { accountName, credentialsMark, type Account } from './account-names.js';

/** After one refused try the next may come soon: refusals are now and then mistakes. */
const SHORT_LOCKOUT_MS = 60_000;
/** After two in a row there is no third one that would come near the limit at which upstreams lock accounts. */
const LONG_LOCKOUT_MS = 15 * 60_000;
const RETRY_INTERVAL_MS = 50;
const MARGIN_MS = 2_000;

/** Serializes log-ons of an account over all connections that use it, with a lockout after a refusal. */
export class AccountGuard {
  private readonly memory: LogOnRefusals;
  private readonly account: string;
  private readonly holder = randomUUID();
  private mark: Promise<string> | null = null;
  private writing: Promise<void> = Promise.resolve();
  private refusal: LogOnRefusal | null = null;

  constructor(
    private readonly connection: UpstreamConnection,
    account: Account,
    private readonly now: () => Moment,
  ) {
    this.memory = connection.accounts ?? new InMemoryLogOnRefusals();
    this.account = accountName(account);
  }

  /** Why no log-on may be tried, as far as this process knows. */
  obstacle(): Trouble | null {
    if (this.refusal === null || this.refusal.until <= this.now()) return null;
    const { kind, code, message, upstreamStatus } = this.refusal.trouble;
    return trouble(kind, code, message, {
      upstreamStatus: upstreamStatus ?? undefined,
      retryAfterMs: this.refusal.until - this.now(),
    });
  }

  async isRefused(): Promise<boolean> {
    this.refusal = await this.known();
    return this.obstacle() !== null;
  }

  /** Waits for the right to try, released by `end`. Trouble: not acquired. */
  async begin(signal: AbortSignal): Promise<Trouble | null> {
    const forMs = this.connection.limits.timeoutMs + MARGIN_MS;
    while (!(await this.memory.acquire(this.account, this.holder, forMs).catch(() => true))) {
      await pause(RETRY_INTERVAL_MS, signal).catch(() => undefined);
      if (signal.aborted) return trouble('unreachable', 'aborted', 'The call was given up while it waited.');
    }
    this.refusal = await this.known();
    const obstacle = this.obstacle();
    if (obstacle) await this.end();
    return obstacle;
  }

  /** Waits until the outcome is stored, so that the next one finds it. */
  async end(): Promise<void> {
    await this.writing;
    await this.memory.release(this.account, this.holder).catch(() => undefined);
  }

  accepted(): void {
    if (this.refusal === null) return;
    this.refusal = null;
    this.write(null);
  }

  /** Returns the trouble with the time of the next try. */
  refused(problem: Trouble, tries = 1): Trouble {
    const at = this.now();
    const inARow = (this.refusal?.tries ?? 0) + tries;
    const { kind, code, message, upstreamStatus } = problem;
    this.refusal = {
      tries: inARow,
      at,
      until: at + (inARow > 1 ? LONG_LOCKOUT_MS : SHORT_LOCKOUT_MS),
      trouble: { kind, code, message, upstreamStatus },
    };
    this.write(this.refusal);
    return this.obstacle()!;
  }

  private async known(): Promise<LogOnRefusal | null> {
    const mark = await this.credentials();
    const known = await this.memory.read(this.account, mark).catch(() => this.refusal);
    return known !== null && this.isStillValid(known) ? known : null;
  }

  private isStillValid({ at }: LogOnRefusal): boolean {
    const { credentialsSince } = this.connection;
    return credentialsSince === undefined || at >= credentialsSince;
  }

  private credentials(): Promise<string> {
    return (this.mark ??= credentialsMark(this.account, this.connection));
  }

  private write(refusal: LogOnRefusal | null): void {
    this.writing = this.credentials()
      .then((mark) => this.memory.write(this.account, mark, refusal))
      // What the memory misses, this process knows; the next refusal is written again.
      .catch(() => undefined);
  }
}

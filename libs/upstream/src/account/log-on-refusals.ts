import type { Moment, Trouble } from '#libs/jobs';

/** What is known of refused tries with one set of credentials. */
export interface LogOnRefusal {
  /** Tries in a row that were refused. */
  tries: number;
  /** The last of them. */
  at: Moment;
  /** No further try before this. */
  until: Moment;
  /** What the upstream said to the last one. */
  trouble: Pick<Trouble, 'kind' | 'code' | 'message' | 'upstreamStatus'>;
}

/**
 * Remembers refused tries for all connections and processes that use an account. `account` and `credentials` are opaque
 * names without a secret in them.
 */
export interface LogOnRefusals {
  /** Takes the right to try for at most `forMs`. False: another `holder` has it. */
  acquire(account: string, holder: string, forMs: number): Promise<boolean>;
  release(account: string, holder: string): Promise<void>;
  read(account: string, credentials: string): Promise<LogOnRefusal | null>;
  /** null: the credentials work. */
  write(account: string, credentials: string, refusal: LogOnRefusal | null): Promise<void>;
}

/** For a single session. */
export class InMemoryLogOnRefusals implements LogOnRefusals {
  private readonly refusals = new Map<string, LogOnRefusal>();

  acquire(): Promise<boolean> {
    return Promise.resolve(true);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  read(_account: string, credentials: string): Promise<LogOnRefusal | null> {
    return Promise.resolve(this.refusals.get(credentials) ?? null);
  }

  write(_account: string, credentials: string, refusal: LogOnRefusal | null): Promise<void> {
    if (refusal === null) this.refusals.delete(credentials);
    else this.refusals.set(credentials, refusal);
    return Promise.resolve();
  }
}

import { useSyncExternalStore } from 'react';

/** How the gateway is reached; `since`: when it last gave an answer before. */
export type Reach = { isThere: true } | { isThere: false; since: number; cause: 'silent' | 'store' };

const THERE: Reach = { isThere: true };

/** What the answers that come, or do not, say about the gateway itself. */
class Reachability {
  private readonly listeners = new Set<() => void>();
  private reach: Reach = THERE;
  private lastAnswerAt = Date.now();

  readonly current = (): Reach => this.reach;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  answered({ status, headers }: Response): void {
    if (status < 500) {
      this.lastAnswerAt = Date.now();
      if (!this.reach.isThere) this.change(THERE);
      return;
    }
    const isOurs = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    if (status === 503 || !isOurs) this.away(isOurs ? 'store' : 'silent');
  }

  failed(): void {
    this.away('silent');
  }

  private away(cause: 'silent' | 'store'): void {
    if (!this.reach.isThere && this.reach.cause === cause) return;
    this.change({ isThere: false, since: this.lastAnswerAt, cause });
  }

  private change(reach: Reach): void {
    this.reach = reach;
    for (const listener of this.listeners) listener();
  }
}

export const reachability = new Reachability();

export const useReach = (): Reach => useSyncExternalStore(reachability.subscribe, reachability.current);

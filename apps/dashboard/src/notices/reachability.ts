import { useSyncExternalStore } from 'react';

/** `since`: time of the last response before the outage. */
export type ReachabilityState =
  { isReachable: true } | { isReachable: false; since: number; cause: 'no-response' | 'store' };

const THERE: ReachabilityState = { isReachable: true };

/** Whether the gateway and its Redis are reachable, by the responses that arrive. */
class Reachability {
  private readonly listeners = new Set<() => void>();
  private reach: ReachabilityState = THERE;
  private lastResponseAt = Date.now();

  readonly current = (): ReachabilityState => this.reach;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  received({ status, headers }: Response): void {
    if (status < 500) {
      this.lastResponseAt = Date.now();
      if (!this.reach.isReachable) this.change(THERE);
      return;
    }
    const isOurs = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    if (status === 503 || !isOurs) this.setUnreachable(isOurs ? 'store' : 'no-response');
  }

  failed(): void {
    this.setUnreachable('no-response');
  }

  private setUnreachable(cause: 'no-response' | 'store'): void {
    if (!this.reach.isReachable && this.reach.cause === cause) return;
    this.change({ isReachable: false, since: this.lastResponseAt, cause });
  }

  private change(reach: ReachabilityState): void {
    this.reach = reach;
    for (const listener of this.listeners) listener();
  }
}

export const reachability = new Reachability();

export const useReachability = (): ReachabilityState =>
  useSyncExternalStore(reachability.subscribe, reachability.current);

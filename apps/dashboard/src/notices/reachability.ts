import { ExternalStore, useExternalStore } from '../shell/external.store.js';

/** `since`: time of the last response before the outage. */
export type ReachabilityState =
  { isReachable: true } | { isReachable: false; since: number; cause: 'no-response' | 'store' };

/** Whether the gateway and its Redis are reachable, by the responses that arrive. */
class Reachability extends ExternalStore<ReachabilityState> {
  private lastResponseAt = Date.now();

  received({ status, headers }: Response): void {
    if (status < 500) {
      this.lastResponseAt = Date.now();
      if (!this.current().isReachable) this.set({ isReachable: true });
      return;
    }
    const isOurs = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    if (status === 503 || !isOurs) this.failed(isOurs ? 'store' : 'no-response');
  }

  failed(cause: 'no-response' | 'store' = 'no-response'): void {
    const before = this.current();
    if (before.isReachable || before.cause !== cause) {
      this.set({ isReachable: false, since: this.lastResponseAt, cause });
    }
  }
}

export const reachability = new Reachability({ isReachable: true });

export const useReachability = (): ReachabilityState => useExternalStore(reachability);

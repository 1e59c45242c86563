import { setMaxListeners } from 'node:events';

/** One who wants to know when a signal is aborted. */
export interface Follower {
  giveUp(): void;
}

/**
 * Many calls that one signal gives up, with a single listener on it; none when nobody is left. Signals that live long
 * keep nothing.
 */
export class AbortFanOut {
  private readonly crowds = new Map<AbortSignal, Crowd>();

  /** `giveUp` is called once when the signal is aborted later on; not when it is aborted already. */
  follow(signal: AbortSignal, follower: Follower): void {
    let crowd = this.crowds.get(signal);
    if (!crowd) {
      crowd = new Crowd(signal, () => this.crowds.delete(signal));
      this.crowds.set(signal, crowd);
    }
    crowd.all.add(follower);
  }

  leave(signal: AbortSignal, follower: Follower): void {
    const crowd = this.crowds.get(signal);
    if (!crowd) return;
    crowd.all.delete(follower);
    if (crowd.all.size > 0) return;
    crowd.end();
    this.crowds.delete(signal);
  }

  /** Gives up all, whatever their signals say. */
  giveUpAll(): void {
    for (const crowd of this.crowds.values()) crowd.giveUp();
  }
}

class Crowd {
  readonly all = new Set<Follower>();

  constructor(
    private readonly signal: AbortSignal,
    private readonly onEnd: () => void,
  ) {
    // One for each client that uses the signal: that is no leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  end(): void {
    this.signal.removeEventListener('abort', this.onAbort);
  }

  giveUp(): void {
    for (const follower of this.all) follower.giveUp();
  }

  private readonly onAbort = (): void => {
    this.onEnd();
    this.giveUp();
  };
}

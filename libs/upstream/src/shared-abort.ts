import { setMaxListeners } from 'node:events';

type GiveUp = () => void;

/**
 * Many calls that one signal gives up, with a single listener on it; none when nobody is left. Signals that live long
 * keep nothing.
 */
export class SharedAbort {
  private readonly followers = new Map<AbortSignal, Followers>();

  /** `giveUp` is called once when the signal is aborted later on; not when it is aborted already. */
  follow(signal: AbortSignal, giveUp: GiveUp): void {
    let followers = this.followers.get(signal);
    if (!followers) {
      followers = new Followers(signal, () => this.followers.delete(signal));
      this.followers.set(signal, followers);
    }
    followers.all.add(giveUp);
  }

  leave(signal: AbortSignal, giveUp: GiveUp): void {
    const followers = this.followers.get(signal);
    if (!followers) return;
    followers.all.delete(giveUp);
    if (followers.all.size > 0) return;
    followers.end();
    this.followers.delete(signal);
  }
}

class Followers {
  readonly all = new Set<GiveUp>();

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

  private readonly onAbort = (): void => {
    this.onEnd();
    for (const giveUp of this.all) giveUp();
  };
}

import type { Trouble } from '#libs/jobs';
import { setMaxListeners } from 'node:events';

/** Calls may be made from when it is given until `leave`, unless it is refused at once or meanwhile. */
export class AdmissionPass {
  private readonly refusing = new AbortController();
  /** Aborted when its holder gives up, and when it is refused. */
  readonly signal: AbortSignal;

  /** `refusal`: why no call may be made; null: calls may be made. */
  constructor(
    public refusal: Trouble | null,
    readonly leave: () => void,
    signal?: AbortSignal,
  ) {
    this.signal = signal ? AbortSignal.any([signal, this.refusing.signal]) : this.refusing.signal;
    // Every call under way listens to it.
    setMaxListeners(0, this.signal);
  }

  /** Calls that wait for their turn are not made any more. */
  refuse(refusal: Trouble): void {
    this.refusal ??= refusal;
    this.refusing.abort(new Error('no call may be made any more'));
  }
}

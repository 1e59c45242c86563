import type { Trouble } from '#libs/jobs';
import { setMaxListeners } from 'node:events';

/** Calls may be made from when it is given until `leave`, unless it is refused at once or meanwhile. */
export class AdmissionPass {
  private readonly controller = new AbortController();
  /** Aborted when its holder gives up, and when it is refused. */
  readonly signal = this.controller.signal;
  private readonly giveUp = () => this.controller.abort(this.given?.reason);

  /** `refusal`: why no call may be made; null: calls may be made. `given`: aborted when its holder gives up. */
  constructor(
    public refusal: Trouble | null,
    private readonly left: () => void,
    private readonly given?: AbortSignal,
  ) {
    // Every call under way listens to it.
    setMaxListeners(0, this.signal);
    // AbortSignal.any costs more: it is collected late.
    if (given?.aborted) this.giveUp();
    else given?.addEventListener('abort', this.giveUp);
  }

  leave(): void {
    this.given?.removeEventListener('abort', this.giveUp);
    this.left();
  }

  /** Calls that wait for their turn are not made any more. */
  refuse(refusal: Trouble): void {
    this.refusal ??= refusal;
    this.controller.abort(new Error('no call may be made any more'));
  }
}

import type { Socket } from 'node:net';

const DELAY_MS = 1_000;
/** Beyond so many, responses are immediate: delays take memory. */
const MAX_HELD = 2_000;

/**
 * Delays responses to clients that ignore `Retry-After`. Nothing is read from a connection while an
 * answer to it is held: it gets one a second, however fast it asks.
 */
export class Tarpit {
  private held = 0;

  constructor(
    private readonly delayMs = DELAY_MS,
    private readonly mostHeld = MAX_HELD,
  ) {}

  hold(socket: Socket, answer: () => void): void {
    if (this.held >= this.mostHeld) return answer();
    this.held += 1;
    socket.pause();
    setTimeout(() => {
      this.held -= 1;
      if (socket.destroyed) return;
      socket.resume();
      answer();
    }, this.delayMs).unref();
  }
}

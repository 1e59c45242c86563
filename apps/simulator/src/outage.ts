/** A server that can give its port up and take it again. */
export interface Interruptible {
  stopListening(): Promise<void>;
  resumeListening(): Promise<void>;
}

const PORT_RETRY_MS = 200;

/** Outages of one server, one after the other; its timers end with it. */
export class Outage {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private ended = false;
  /** Whether connecting is refused now. */
  isOn = false;

  constructor(private readonly server: Interruptible) {}

  /** Resolves when connecting is refused; without a duration it stays so until `over`. */
  begin(durationMs?: number): Promise<void> {
    return this.inTurn(async () => {
      clearTimeout(this.timer);
      await this.server.stopListening();
      this.isOn = true;
      if (durationMs !== undefined) this.later(durationMs, () => this.resume());
    });
  }

  beginAfter(delayMs: number, durationMs: number): void {
    clearTimeout(this.timer);
    this.later(delayMs, () => this.begin(durationMs));
  }

  /** Resolves when connections are taken again. */
  over(): Promise<void> {
    return this.inTurn(async () => {
      clearTimeout(this.timer);
      await this.server.resumeListening();
      this.isOn = false;
    });
  }

  /** Resolves when nothing more will happen. */
  end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    return this.turn;
  }

  /** Another process may have taken the port meanwhile: then again a little later. */
  private async resume(): Promise<void> {
    await this.over().catch(() => this.later(PORT_RETRY_MS, () => this.resume()));
  }

  private later(delayMs: number, act: () => Promise<void>): void {
    if (!this.ended) this.timer = setTimeout(() => void act(), delayMs);
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.turn.then(() => (this.ended ? undefined : act()));
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/** What a client is told of a slot that no node serves. Of a slot on the move it is told something else. */
const ABSENCES =
  /\bCLUSTERDOWN\b|Connection is closed|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE/;
const TIMEOUT = /^Command timed out/;
const PROBE_AGAIN_MS = 100;

/** Asks the node of a key for anything; rejects when there is none that answers. */
export type SlotProbe = (key: string | Buffer) => Promise<unknown>;

/**
 * The slots of a Redis Cluster that no node serves at present. A command waits for such a slot almost two seconds, and so
 * would each that comes after it: one that has waited in vain lets the others fail at once, until a probe is answered.
 */
export class UnavailableSlots {
  private readonly lost = new Set<number>();
  private readonly probing = new Set<number>();
  private isClosed = false;

  constructor(private readonly probe: SlotProbe) {}

  includes(slot: number): boolean {
    return this.lost.has(slot);
  }

  /** A command for this key has failed. A time-out may be the command's own: whether the node is away, a probe says. */
  failed(slot: number, key: string | Buffer, { message }: Error): void {
    const isAbsent = ABSENCES.test(message);
    if (this.isClosed || this.probing.has(slot) || !(isAbsent || TIMEOUT.test(message))) return;
    if (isAbsent) this.lost.add(slot);
    this.probing.add(slot);
    void this.probeOn(slot, key);
  }

  close(): void {
    this.isClosed = true;
    this.lost.clear();
  }

  private async probeOn(slot: number, key: string | Buffer): Promise<void> {
    while (!this.isClosed) {
      const isServed = await this.probe(key).then(
        () => true,
        ({ message }: Error) => !ABSENCES.test(message) && !TIMEOUT.test(message),
      );
      if (isServed || this.isClosed) break;
      this.lost.add(slot);
      await new Promise((resolve) => setTimeout(resolve, PROBE_AGAIN_MS).unref());
    }
    this.lost.delete(slot);
    this.probing.delete(slot);
  }
}

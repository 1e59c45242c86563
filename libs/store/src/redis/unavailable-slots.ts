/** What a client is told of a slot that no node serves. Of a slot on the move it is told something else. */
const UNREACHABLE =
  /\bCLUSTERDOWN\b|Connection is closed|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE/;
const TIMEOUT = /^Command timed out/;
const PROBE_INTERVAL_MS = 100;

/** Asks the node of a key for anything; rejects when there is none that answers. */
export type SlotProbe = (key: string | Buffer) => Promise<unknown>;

/**
 * The slots of a Redis Cluster that no node serves at present. A command waits for such a slot almost two seconds, and so
 * would each that comes after it: one that has waited in vain lets the others fail at once, until a probe is answered.
 */
export class UnavailableSlots {
  private readonly unavailable = new Set<number>();
  private readonly probing = new Set<number>();
  private isClosed = false;

  constructor(private readonly probe: SlotProbe) {}

  includes(slot: number): boolean {
    return this.unavailable.has(slot);
  }

  /** A command for this key has failed. A time-out may be the command's own: whether the node is away, a probe says. */
  reportFailure(slot: number, key: string | Buffer, { message }: Error): void {
    const isAbsent = UNREACHABLE.test(message);
    if (this.isClosed || this.probing.has(slot) || !(isAbsent || TIMEOUT.test(message))) return;
    if (isAbsent) this.unavailable.add(slot);
    this.probing.add(slot);
    void this.probeUntilServed(slot, key);
  }

  close(): void {
    this.isClosed = true;
    this.unavailable.clear();
  }

  private async probeUntilServed(slot: number, key: string | Buffer): Promise<void> {
    while (!this.isClosed) {
      const isServed = await this.probe(key).then(
        () => true,
        ({ message }: Error) => !UNREACHABLE.test(message) && !TIMEOUT.test(message),
      );
      if (isServed || this.isClosed) break;
      this.unavailable.add(slot);
      await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS).unref());
    }
    this.unavailable.delete(slot);
    this.probing.delete(slot);
  }
}

/** Errors for a slot without a node; other than for a slot that moves. */
const UNREACHABLE =
  /\bCLUSTERDOWN\b|Connection is closed|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE/;
const TIMEOUT = /^Command timed out/;
const PROBE_INTERVAL_MS = 100;

/** Sends any command to the node of a key. */
export type SlotProbe = (key: string | Buffer) => Promise<unknown>;

/**
 * Slots of a Redis Cluster without a node. The first command times out after almost two seconds; the following ones
 * fail at once, until a probe succeeds.
 */
export class UnavailableSlots {
  private readonly unavailable = new Set<number>();
  private readonly probing = new Set<number>();
  private isClosed = false;

  constructor(private readonly probe: SlotProbe) {}

  includes(slot: number): boolean {
    return this.unavailable.has(slot);
  }

  /** A timeout may be the command's own; a probe decides. */
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

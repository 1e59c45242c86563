/** What is remembered at most; a holder who spells a header in ever new ways must not fill the memory. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 1_024;

/**
 * Who sent a header value before, so that a digest is computed once for each. Only values that were good are kept, and
 * only their finding is quicker: the platform hashes a text with a seed of the process before it compares any of it, so
 * that the time a guess takes says nothing of how near it is.
 */
export class CredentialCache<Holder> {
  private readonly holders = new Map<string, Holder>();

  get(value: string): Holder | null {
    return this.holders.get(value) ?? null;
  }

  /** Keeps a holder that there is; returns it, whichever. */
  keep(value: string, holder: Holder | null): Holder | null {
    if (holder === null || value.length > LONGEST_REMEMBERED) return holder;
    if (this.holders.size >= MOST_REMEMBERED) this.holders.clear();
    this.holders.set(value, holder);
    return holder;
  }

  /** For when other holders are let in from now on. */
  clear(): void {
    this.holders.clear();
  }
}

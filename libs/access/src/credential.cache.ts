/** What is remembered at most; a holder who spells a header in ever new ways must not fill the memory. */
const MAX_ENTRIES = 1_000;
const MAX_KEY_LENGTH = 1_024;

/**
 * Who sent a header value before, so that a digest is computed once for each. Only values that were good are kept, and
 * only their finding is quicker: the platform hashes a text with a seed of the process before it compares any of it, so
 * that the time a guess takes says nothing of how near it is.
 */
export class CredentialCache<Value> {
  private readonly entries = new Map<string, Value>();

  get(value: string): Value | null {
    return this.entries.get(value) ?? null;
  }

  /** Keeps a holder that there is; returns it, whichever. */
  set(value: string, holder: Value | null): Value | null {
    if (holder === null || value.length > MAX_KEY_LENGTH) return holder;
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    this.entries.set(value, holder);
    return holder;
  }

  /** For when other holders are let in from now on. */
  clear(): void {
    this.entries.clear();
  }
}

import type { Caller } from './caller.js';

/** In characters of all header values: some ten thousand tokens. */
const MAX_ENTRIES = 16 * 1024 * 1024;

interface CachedToken {
  accepted: { caller: Caller };
  goodUntil: number;
  /** Whether it came since somebody asked for those that did. */
  isSeen: boolean;
}

/** Tokens that were verified, by the header value they came in, until they expire. Of too many the oldest go. */
export class TokenCache {
  private readonly tokens = new Map<string, CachedToken>();
  private size = 0;

  get(value: string, now: number): { caller: Caller } | null {
    const found = this.tokens.get(value);
    if (found === undefined) return null;
    if (now < found.goodUntil) {
      found.isSeen = true;
      return found.accepted;
    }
    this.drop(value);
    return null;
  }

  set(value: string, caller: Caller, goodUntil: number): void {
    this.drop(value);
    this.tokens.set(value, { accepted: { caller }, goodUntil, isSeen: true });
    this.size += value.length;
    for (const oldest of this.tokens.keys()) {
      if (this.size <= MAX_ENTRIES) break;
      this.drop(oldest);
    }
  }

  /** The callers of those that came since this was asked before. */
  drainSeen(): Caller[] {
    const seen = [...this.tokens.values()].filter(({ isSeen }) => isSeen);
    for (const one of seen) one.isSeen = false;
    return seen.map(({ accepted }) => accepted.caller);
  }

  /** After a change of the issuer's keys: tokens are verified again. */
  clear(): void {
    this.tokens.clear();
    this.size = 0;
  }

  private drop(value: string): void {
    if (this.tokens.delete(value)) this.size -= value.length;
  }
}

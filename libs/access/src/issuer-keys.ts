import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from 'jose';

/** A token of an unknown key makes the issuer be asked, but not more often than this: anybody can make up tokens. */
const REST_MS = 30_000;
/** The same after an attempt that failed. */
const REST_AFTER_FAILURE_MS = 5_000;
/** Keys are looked up again when they are older, so that a withdrawn one does not stay. */
const OLD_AFTER_MS = 600_000;

/** The public keys of the issuer of tokens. Those known last stay in use while the issuer is away. */
export class IssuerKeys {
  private keys: LocalJWKSet | null = null;
  private text = '';
  private fetching: Promise<void> | null = null;
  private fetchedAt = -Infinity;
  private restsUntil = -Infinity;

  constructor(
    private readonly read: () => Promise<unknown>,
    /** Called when a key has come or gone. */
    private readonly onChange: () => void = () => undefined,
    /** Monotonic milliseconds. */
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** What is known; waits for the issuer only when nothing is. null: the issuer could not be asked so far. */
  async known(): Promise<LocalJWKSet | null> {
    if (this.keys === null) await this.refresh();
    else if (this.clock() - this.fetchedAt > OLD_AFTER_MS) void this.refresh();
    return this.keys;
  }

  /** Whether these are what is known now. */
  are(keys: LocalJWKSet): boolean {
    return this.keys === keys;
  }

  /** Asks the issuer again, unless that was done a moment ago. Returns whether something newer is known now. */
  async newer(than: LocalJWKSet): Promise<boolean> {
    if (this.are(than)) await this.refresh();
    return !this.are(than);
  }

  private refresh(): Promise<void> {
    if (this.fetching === null && this.clock() < this.restsUntil) return Promise.resolve();
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      const set = await this.read();
      this.fetchedAt = this.clock();
      this.restsUntil = this.fetchedAt + REST_MS;
      this.take(set);
    } catch {
      // The issuer is away, or what it says is no key set: what was known before goes on.
      this.restsUntil = this.clock() + REST_AFTER_FAILURE_MS;
    }
  }

  private take(set: unknown): void {
    const text = JSON.stringify(set);
    if (text === this.text && this.keys !== null) return;
    this.keys = createLocalJWKSet(set as JSONWebKeySet);
    this.text = text;
    this.onChange();
  }
}

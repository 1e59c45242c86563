import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from 'jose';
import { JWKS_TIMING, type JwksTiming } from './jwks.timing.js';

/** A token of an unknown key makes the issuer be asked, but not more often than this: anybody can make up tokens. */
const REST_MS = 30_000;
/** The same after an attempt that failed. */
const REST_AFTER_FAILURE_MS = 5_000;
/**
 * Refresh interval of known keys, with up to 20 % jitter: a revoked key is noticed without traffic, twice within ten
 * minutes.
 */
const REFRESH_MS = 300_000;
const REFRESH_SPREAD = 0.2;
/** The same after an attempt that failed. */
const REFRESH_AFTER_FAILURE_MS = 30_000;

/**
 * The public keys of the issuer of tokens. Those known last stay in use while the issuer is away. From the first time that
 * they are had they are read again and again, until `stop`.
 */
export class JwksCache {
  private keys: LocalJWKSet | null = null;
  private text = '';
  private fetching: Promise<void> | null = null;
  private restsUntil = -Infinity;
  private cancelNext: () => void = () => undefined;
  private isStopped = false;

  constructor(
    private readonly read: () => Promise<unknown>,
    /** Called when a key has come or gone. */
    private readonly onChange: () => void = () => undefined,
    private readonly timing: JwksTiming = JWKS_TIMING,
  ) {}

  /** What is known; waits for the issuer only when nothing is. null: the issuer could not be asked so far. */
  async known(): Promise<LocalJWKSet | null> {
    if (this.keys === null) await this.refresh();
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

  /** Reads them no more by itself. */
  stop(): void {
    this.isStopped = true;
    this.cancelNext();
  }

  private refresh(): Promise<void> {
    if (this.fetching === null && this.timing.clock() < this.restsUntil) return Promise.resolve();
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      const set = await this.read();
      this.restsUntil = this.timing.clock() + REST_MS;
      this.take(set);
      this.plan(REFRESH_MS * (1 - REFRESH_SPREAD * this.timing.random()));
    } catch {
      // The issuer is away, or what it says is no key set: what was known before goes on.
      this.restsUntil = this.timing.clock() + REST_AFTER_FAILURE_MS;
      this.plan(REFRESH_AFTER_FAILURE_MS);
    }
  }

  /** Without known keys there is none to revoke: the next token triggers the request. */
  private plan(afterMs: number): void {
    this.cancelNext();
    if (this.isStopped || this.keys === null) return;
    this.cancelNext = this.timing.later(() => void this.refresh(), afterMs);
  }

  private take(set: unknown): void {
    const text = JSON.stringify(set);
    if (text === this.text && this.keys !== null) return;
    this.keys = createLocalJWKSet(set as JSONWebKeySet);
    this.text = text;
    this.onChange();
  }
}

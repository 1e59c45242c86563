import { hash, timingSafeEqual } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Caller, fingerprintOf, type Grant } from './caller.js';
import { JwksCache } from './jwks.cache.js';
import { JWKS_TIMING, type JwksTiming } from './jwks.timing.js';
import { fetchJwks } from './jwks.fetch.js';
import { RejectedTokenCache } from './rejected-token.cache.js';
import { CredentialCache } from './credential.cache.js';
import { TokenCache } from './token.cache.js';
import { ALL_CONNECTIONS } from './scopes.js';
import { isToken, TokenVerifier, type TokenRules } from './token.verifier.js';

export interface AccessRules {
  /** `read`: requests without credentials may read the jobs of all connections. */
  anonymous: 'none' | 'read';
  keys: readonly KeyRule[];
  /** The issuer whose tokens are accepted beside keys; absent: none. */
  jwt?: TokenRules | null;
}

export interface KeyRule extends Grant {
  /** Hex SHA-256 of the key: the key itself is known to its holder alone. */
  sha256: string;
  /** Epoch milliseconds from which on the key is refused; absent: never. */
  expiresAt?: number | null;
}

/** The two headers in which an API key may come, as they were sent; a token comes in `Authorization` alone. */
export interface Credentials {
  authorization?: string;
  apiKey?: string;
}

/**
 * `unverified`: a token that only `decide` can verify. `unavailable`: the keys of its issuer are not known at the moment.
 */
export type Authentication = { caller: Caller } | { refused: 'missing' | 'invalid' | 'unverified' | 'unavailable' };

interface KnownKey {
  digest: Buffer;
  expiresAt: number;
  accepted: { caller: Caller };
}

const INVALID: Authentication = { refused: 'invalid' };
const MISSING: Authentication = { refused: 'missing' };
const UNVERIFIED: Authentication = { refused: 'unverified' };

/** Decides who a caller is by the key or the token that they send. */
export class Access {
  private keys: readonly KnownKey[] = [];
  private anonymous: { caller: Caller } | null = null;
  private readonly byAuthorization = new CredentialCache<KnownKey>();
  private readonly byApiKey = new CredentialCache<KnownKey>();
  private readonly tokens = new TokenCache();
  private readonly refusedTokens = new RejectedTokenCache();
  private issuer: TokenRules | null = null;
  private verifier: TokenVerifier | null = null;
  private issuerKeys: JwksCache | null = null;

  constructor(
    rules: AccessRules,
    private readonly now: () => number = Date.now,
    private readonly read: (url: string) => Promise<unknown> = fetchJwks,
    private readonly timing: JwksTiming = JWKS_TIMING,
  ) {
    this.applyConfig(rules);
  }

  /** Lets in by these rules from now on. Nobody who was let in by the ones before is remembered. */
  applyConfig(rules: AccessRules): void {
    const keys = rules.keys.map((rule) => ({
      digest: Buffer.from(rule.sha256, 'hex'),
      expiresAt: rule.expiresAt ?? Infinity,
      accepted: { caller: new Caller(rule, fingerprintOf(rule.sha256)) },
    }));
    if (keys.some(({ digest }) => digest.length !== 32)) throw new Error('A key rule has no SHA-256 in hex.');
    this.keys = keys;
    this.byAuthorization.clear();
    this.byApiKey.clear();
    this.anonymous =
      rules.anonymous === 'read'
        ? { caller: new Caller({ name: 'anonymous', scopes: ['jobs:read'], connections: [ALL_CONNECTIONS] }) }
        : null;
    const issuer = rules.jwt ?? null;
    // What is known of an issuer who stays the same is known still.
    if (!isDeepStrictEqual(issuer, this.issuer)) this.trust(issuer);
  }

  /**
   * `Authorization: Bearer <key>` or `X-API-Key: <key>`; both only if they agree. Invalid credentials
   * are refused, even where anonymous callers are accepted. A token is known here once `decide` has verified it.
   */
  authenticate({ authorization, apiKey }: Credentials, now = this.now()): Authentication {
    if (authorization === undefined) {
      if (apiKey === undefined) return this.anonymous ?? MISSING;
      return this.accept(this.byApiKey.get(apiKey) ?? this.byApiKey.set(apiKey, this.findKey(apiKey)), now);
    }
    if (apiKey === undefined) {
      const known = this.byAuthorization.get(authorization);
      return known === null ? this.authenticateUnseen(authorization, now) : this.accept(known, now);
    }
    const bearer = bearerToken(authorization);
    return bearer === apiKey ? this.accept(this.findKey(bearer), now) : INVALID;
  }

  /** The same, and verifies a token that was not seen before; that may ask the issuer for its keys. */
  async decide(credentials: Credentials): Promise<Authentication> {
    const found = this.authenticate(credentials);
    if (found !== UNVERIFIED) return found;
    const authorization = credentials.authorization!;
    const { verifier } = this;
    const token = bearerToken(authorization)!;
    const verdict = await verifier!.verify(token);
    // The rules may have changed during the verification.
    if (verifier !== this.verifier) return this.decide(credentials);
    if ('refused' in verdict) {
      if (verdict.refused === 'invalid') this.refusedTokens.set(digestOf(token), this.now());
      return verdict;
    }
    this.tokens.set(authorization, verdict.caller, verdict.goodUntil);
    return { caller: verdict.caller };
  }

  /** Callers who were let in with a token since this was asked before; one for each token. */
  drainSeenTokenCallers(): Caller[] {
    return this.tokens.drainSeen();
  }

  /** Asks no issuer by itself any more. */
  close(): void {
    this.issuerKeys?.stop();
  }

  private trust(issuer: TokenRules | null): void {
    this.issuerKeys?.stop();
    this.issuerKeys = null;
    this.issuer = issuer;
    this.tokens.clear();
    this.refusedTokens.clear();
    this.verifier = null;
    if (issuer === null) return;
    const keys = new JwksCache(
      () => this.read(issuer.jwksUrl),
      () => {
        this.tokens.clear();
        this.refusedTokens.clear();
      },
      this.timing,
    );
    this.issuerKeys = keys;
    this.verifier = new TokenVerifier(issuer, keys, this.now);
  }

  /** A header that does not hold a key that was seen before. */
  private authenticateUnseen(authorization: string, now: number): Authentication {
    const cached = this.verifier && this.tokens.get(authorization, now);
    if (cached) return cached;
    const bearer = bearerToken(authorization);
    const holder = this.byAuthorization.set(authorization, this.findKey(bearer));
    if (holder === null && this.verifier !== null && bearer !== null && isToken(bearer)) {
      return this.refusedTokens.has(digestOf(bearer), now) ? INVALID : UNVERIFIED;
    }
    return this.accept(holder, now);
  }

  private accept(holder: KnownKey | null, now: number): Authentication {
    return holder !== null && now < holder.expiresAt ? holder.accepted : INVALID;
  }

  /** Compares with every key to the end, so that the time it takes says nothing about any of them. */
  private findKey(key: string | null): KnownKey | null {
    if (!key) return null;
    const digest = digestOf(key);
    let found: KnownKey | null = null;
    for (const known of this.keys) if (timingSafeEqual(known.digest, digest)) found = known;
    return found;
  }
}

const digestOf = (key: string): Buffer => hash('sha256', key, 'buffer');

/** RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1). */
function bearerToken(authorization: string): string | null {
  return /^bearer +([^\s]+)$/i.exec(authorization.trim())?.[1] ?? null;
}

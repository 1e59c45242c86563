import { hash, timingSafeEqual } from 'node:crypto';
import { Caller, type Grant } from './caller.js';
import { RememberedHolders } from './remembered-holders.js';
import { ALL_CONNECTIONS } from './scopes.js';

export interface AccessRules {
  /** `read`: whoever sends no credentials may read the jobs of all connections. */
  anonymous: 'none' | 'read';
  keys: readonly KeyRule[];
}

export interface KeyRule extends Grant {
  /** Hex SHA-256 of the key: the key itself is known to its holder alone. */
  sha256: string;
  /** Epoch milliseconds from which on the key is refused; absent: never. */
  expiresAt?: number | null;
}

/** The two headers in which an API key may come, as they were sent. */
export interface Credentials {
  authorization?: string;
  apiKey?: string;
}

export type Authentication = { caller: Caller } | { refused: 'missing' | 'invalid' };

interface KnownKey {
  digest: Buffer;
  expiresAt: number;
  admitted: { caller: Caller };
}

const INVALID: Authentication = { refused: 'invalid' };
const MISSING: Authentication = { refused: 'missing' };

/** Decides who a caller is by the key that they send. */
export class Access {
  private readonly keys: readonly KnownKey[];
  private readonly anonymous: { caller: Caller } | null;
  private readonly byAuthorization = new RememberedHolders<KnownKey>();
  private readonly byApiKey = new RememberedHolders<KnownKey>();

  constructor(
    rules: AccessRules,
    private readonly now: () => number = Date.now,
  ) {
    this.keys = rules.keys.map((rule) => ({
      digest: Buffer.from(rule.sha256, 'hex'),
      expiresAt: rule.expiresAt ?? Infinity,
      admitted: { caller: new Caller(rule) },
    }));
    if (this.keys.some(({ digest }) => digest.length !== 32)) throw new Error('A key rule has no SHA-256 in hex.');
    this.anonymous =
      rules.anonymous === 'read'
        ? { caller: new Caller({ name: 'anonymous', scopes: ['jobs:read'], connections: [ALL_CONNECTIONS] }) }
        : null;
  }

  /**
   * `Authorization: Bearer <key>` or `X-API-Key: <key>`; both only if they agree. Whoever sends credentials that are
   * not valid is refused, even where anonymous callers are let in.
   */
  authenticate({ authorization, apiKey }: Credentials): Authentication {
    if (authorization === undefined) {
      if (apiKey === undefined) return this.anonymous ?? MISSING;
      return this.admit(this.byApiKey.get(apiKey) ?? this.byApiKey.keep(apiKey, this.holderOf(apiKey)));
    }
    if (apiKey === undefined) {
      const known = this.byAuthorization.get(authorization);
      return this.admit(known ?? this.byAuthorization.keep(authorization, this.holderOf(bearerToken(authorization))));
    }
    const bearer = bearerToken(authorization);
    return bearer === apiKey ? this.admit(this.holderOf(bearer)) : INVALID;
  }

  private admit(holder: KnownKey | null): Authentication {
    return holder !== null && this.now() < holder.expiresAt ? holder.admitted : INVALID;
  }

  /** Compares with every key to the end, so that the time it takes says nothing about any of them. */
  private holderOf(key: string | null): KnownKey | null {
    if (!key) return null;
    const digest = hash('sha256', key, 'buffer');
    let found: KnownKey | null = null;
    for (const known of this.keys) if (timingSafeEqual(known.digest, digest)) found = known;
    return found;
  }
}

/** RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1). */
function bearerToken(authorization: string): string | null {
  return /^bearer +([^\s]+)$/i.exec(authorization.trim())?.[1] ?? null;
}

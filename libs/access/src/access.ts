import { hash, timingSafeEqual } from 'node:crypto';
import { Caller, type Grant } from './caller.js';
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
  caller: Caller;
}

/** Decides who a caller is by the key that they send. */
export class Access {
  private readonly keys: readonly KnownKey[];
  private readonly anonymous: Caller | null;

  constructor(
    rules: AccessRules,
    private readonly now: () => number = Date.now,
  ) {
    this.keys = rules.keys.map((rule) => ({
      digest: Buffer.from(rule.sha256, 'hex'),
      expiresAt: rule.expiresAt ?? Infinity,
      caller: new Caller(rule),
    }));
    if (this.keys.some(({ digest }) => digest.length !== 32)) throw new Error('A key rule has no SHA-256 in hex.');
    this.anonymous =
      rules.anonymous === 'read'
        ? new Caller({ name: 'anonymous', scopes: ['jobs:read'], connections: [ALL_CONNECTIONS] })
        : null;
  }

  /**
   * `Authorization: Bearer <key>` or `X-API-Key: <key>`; both only if they agree. Whoever sends credentials that are
   * not valid is refused, even where anonymous callers are let in.
   */
  authenticate({ authorization, apiKey }: Credentials): Authentication {
    if (authorization === undefined && apiKey === undefined) {
      return this.anonymous ? { caller: this.anonymous } : { refused: 'missing' };
    }
    const bearer = authorization === undefined ? apiKey : bearerToken(authorization);
    if (!bearer || (apiKey !== undefined && apiKey !== bearer)) return { refused: 'invalid' };
    const caller = this.holderOf(bearer);
    return caller ? { caller } : { refused: 'invalid' };
  }

  /** Compares with every key to the end, so that the time it takes says nothing about any of them. */
  private holderOf(key: string): Caller | null {
    const digest = hash('sha256', key, 'buffer');
    let found: KnownKey | null = null;
    for (const known of this.keys) if (timingSafeEqual(known.digest, digest)) found = known;
    return found !== null && this.now() < found.expiresAt ? found.caller : null;
  }
}

/** RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1). */
function bearerToken(authorization: string): string | null {
  return /^bearer +([^\s]+)$/i.exec(authorization.trim())?.[1] ?? null;
}

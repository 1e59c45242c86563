import { errors, jwtVerify, type JWTPayload, type LocalJWKSet } from 'jose';
import { hash } from 'node:crypto';
import { Caller, fingerprintOf, type Grant } from './caller.js';
import type { JwksCache } from './jwks.cache.js';
import { SCOPES, type Scope } from './scopes.js';

export interface TokenRules {
  /** Exactly what `iss` must be. */
  issuer: string;
  /** Exactly what `aud` must be or hold. */
  audience: string;
  /** Where the issuer publishes its public keys. */
  jwksUrl: string;
  /** A token is refused when it was issued longer ago, or does not say when, whatever its `exp`; absent: any is taken. */
  maxAgeMs?: number | null;
  /** What `typ` must be, as `at+jwt` (RFC 9068); absent: anything, or nothing. */
  typ?: string | null;
}

/** `unavailable`: no key of the issuer is known and it cannot be asked. */
export type Verdict = { caller: Caller; goodUntil: number } | { refused: 'invalid' | 'unavailable' };

/** Signatures by a private key alone: with a shared secret a published key would be the secret. */
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((family) => ['256', '384', '512'].map((bits) => family + bits));
ALGORITHMS.push('EdDSA', 'Ed25519');
const CLOCK_TOLERANCE_SECONDS = 60;

/** Verifies issuer, audience and times of a token (RFC 7519), and reads its grant. */
export class TokenVerifier {
  constructor(
    private readonly rules: TokenRules,
    private readonly keys: JwksCache,
    private readonly now: () => number,
  ) {}

  async verify(token: string): Promise<Verdict> {
    const known = await this.keys.known();
    if (known === null) return { refused: 'unavailable' };
    const claims = await this.claimsOf(token, known);
    if (claims === 'unknown key') return (await this.keys.newer(known)) ? this.verify(token) : { refused: 'invalid' };
    // A key that went meanwhile vouches for nothing that is remembered from now on.
    if (!this.keys.are(known)) return this.verify(token);
    const grant = claims && grantOf(claims);
    if (!claims || !grant) return { refused: 'invalid' };
    const fingerprint = fingerprintOf(hash('sha256', token, 'hex'));
    return { caller: new Caller(grant, fingerprint), goodUntil: this.goodUntil(claims) };
  }

  private goodUntil({ exp, iat }: JWTPayload): number {
    const { maxAgeMs } = this.rules;
    const oldAt = maxAgeMs == null ? Infinity : iat! * 1000 + maxAgeMs;
    return Math.min(exp! * 1000, oldAt) + CLOCK_TOLERANCE_SECONDS * 1000;
  }

  private async claimsOf(token: string, keys: LocalJWKSet): Promise<JWTPayload | 'unknown key' | null> {
    try {
      return await this.checked(token, keys);
    } catch (error) {
      return error instanceof errors.JWKSNoMatchingKey ? 'unknown key' : null;
    }
  }

  private async checked(token: string, keys: LocalJWKSet): Promise<JWTPayload> {
    const { issuer, audience, maxAgeMs, typ } = this.rules;
    const options = {
      ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS },
      requiredClaims: ['exp', 'sub'],
      ...(maxAgeMs == null ? {} : { maxTokenAge: maxAgeMs / 1000 }),
      ...(typ == null ? {} : { typ }),
      currentDate: new Date(this.now()),
    };
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      // The token does not say which of the keys of its kind it was signed with.
      for await (const key of error) {
        const verified = await jwtVerify(token, key, options).catch(() => null);
        if (verified) return verified.payload;
      }
      throw error;
    }
  }
}

/** Whether a credential has the form of a signed token: three parts in base64url (RFC 7515 §7.1). */
export const isToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** By precedence: RFC 8693 §4.2, and what issuers write instead. */
const SCOPE_CLAIMS = ['scope', 'scp', 'scopes'];
/** A claim under the product's own name goes before one that may mean something else to another audience. */
const CONNECTION_CLAIMS = ['jobgate_connections', 'connections'];

/** What the names of callers with tokens begin with; no key is named so. */
const TOKEN_CALLER = 'jwt:';

/**
 * What a token's claims allow. Scopes that are unknown here are meant for others. Without a claim of connections there
 * are none: a token that was made for another purpose opens nothing. null: the token has no subject.
 */
function grantOf(claims: Readonly<Record<string, unknown>>): Grant | null {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') return null;
  const scopes = valuesOf(claims, SCOPE_CLAIMS).filter((value): value is Scope => SCOPES.includes(value as Scope));
  return { name: `${TOKEN_CALLER}${sub}`, scopes, connections: valuesOf(claims, CONNECTION_CLAIMS) };
}

/** The words of the first claim that is there: a list of strings, or one string of words between spaces. */
function valuesOf(claims: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  const name = names.find((each) => Object.hasOwn(claims, each));
  const value = name === undefined ? [] : claims[name];
  if (typeof value === 'string') return value.split(' ').filter((value) => value !== '');
  const isList = Array.isArray(value) && value.every((value) => typeof value === 'string');
  return isList ? (value as string[]) : [];
}

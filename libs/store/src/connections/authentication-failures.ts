import type { Moment, Trouble } from '#libs/jobs';
import type { StoredValues } from '../formats/stored-values.js';
import { readObject } from '../formats/json-shape.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** The last failed attempts with one set of credentials. */
export interface AuthenticationFailure {
  tries: number;
  at: Moment;
  /** No further try before this. */
  until: Moment;
  trouble: Pick<Trouble, 'kind' | 'code' | 'message' | 'upstreamStatus'>;
}

/** Refusals without a try since then are no longer of interest. */
const TTL_MS = 24 * 3_600_000;

/** Which accounts were refused by their upstreams, for all connections and workers that use them. Names hold no secret. */
export class AuthenticationFailures {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  /** Takes the right to try an account for at most `forMs`. False: another `holder` has it. */
  async acquire(account: string, holder: string, forMs: number): Promise<boolean> {
    return (await this.redis.jobgateHoldKey(this.keys.accountLock(account), holder, forMs)) === 1;
  }

  async release(account: string, holder: string): Promise<void> {
    await this.redis.jobgateReleaseKey(this.keys.accountLock(account), holder);
  }

  async read(account: string, credentials: string): Promise<AuthenticationFailure | null> {
    const key = this.keys.authenticationFailures(account);
    const text = await this.redis.hget(key, credentials);
    return text === null
      ? null
      : this.values.read({ kind: 'refusal', key, part: credentials }, text, decodeAuthenticationFailure);
  }

  /** null: the credentials work. */
  async write(account: string, credentials: string, refusal: AuthenticationFailure | null): Promise<void> {
    const key = this.keys.authenticationFailures(account);
    if (refusal === null) await this.redis.hdel(key, credentials);
    else {
      await this.redis.hset(key, credentials, JSON.stringify(refusal));
      await this.redis.pexpire(key, TTL_MS);
    }
  }
}

/** Throws on anything else. */
export function decodeAuthenticationFailure(text: string): AuthenticationFailure {
  return readObject<AuthenticationFailure>(text, { tries: 'number', at: 'number', until: 'number', trouble: 'object' });
}

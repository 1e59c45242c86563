import { randomUUID } from 'node:crypto';
import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** How long a repeated request gets the first response. */
export const KEY_TTL_MS = 24 * 3_600_000;
/** How long a key stays locked after its gateway has died. */
export const LOCK_TTL_MS = 10_000;

export type KeyClaim =
  /**
   * `command`: the id of the command, the same after a gateway has died. `isFirst`: the id is new. `since`: of the
   * first request, epoch milliseconds by Redis.
   */
  | { result: 'mine'; command: string; isFirst: boolean; since: number; token: string }
  /** The key stood for another request. */
  | { result: 'other' }
  | { result: 'busy'; forMs: number }
  | { result: 'answered'; answer: string };

/** Requests of callers and their responses by Idempotency-Key. */
export class IdempotencyKeyStore {
  constructor(
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
  ) {}

  /** `name`: caller, route and key. `fingerprint`: of the rest of the request. */
  async claim(name: string, fingerprint: string): Promise<KeyClaim> {
    const token = randomUUID();
    const proposed = randomUUID();
    const key = this.keys.idempotency(name);
    const [result, value, since] = await this.writes.run(key, (redis) =>
      redis.jobgateClaimIdempotencyKey(key, fingerprint, proposed, token, LOCK_TTL_MS, KEY_TTL_MS),
    );
    switch (result) {
      case 'mine':
        return { result, command: value!, isFirst: value === proposed, since: Number(since), token };
      case 'busy':
        return { result, forMs: Number(value) };
      case 'answered':
        return { result, answer: value! };
      default:
        return { result: 'other' };
    }
  }

  /** Keeps the key taken for another while. */
  async extend(name: string, token: string): Promise<void> {
    await this.update(name, token, 'extend', String(LOCK_TTL_MS));
  }

  /** Stores the response for repeated requests. */
  async answer(name: string, token: string, answer: string): Promise<void> {
    await this.update(name, token, 'answer', answer);
  }

  /** Without a response: a repeated request continues with the same command. */
  async release(name: string, token: string): Promise<void> {
    await this.update(name, token, 'release', '');
  }

  /** Nothing was done under its command, and nothing will be: the key is free again. */
  async forget(name: string, token: string): Promise<void> {
    await this.update(name, token, 'forget', '');
  }

  private async update(name: string, token: string, what: string, value: string): Promise<void> {
    const key = this.keys.idempotency(name);
    await this.writes.run(key, (redis) => redis.jobgateUpdateIdempotencyKey(key, token, what, value));
  }
}

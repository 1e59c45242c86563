import { randomUUID } from 'node:crypto';
import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** How long a caller can repeat a request and be given the first answer. */
export const KEY_TTL_MS = 24 * 3_600_000;
/** A gateway that dies while it answers leaves the key taken for so long. */
export const LOCK_TTL_MS = 10_000;

export type KeyClaim =
  /**
   * `command` names what the request does: the same each time it is begun again after a gateway died over it. `isFirst`:
   * nobody else was given this name before. `since`: when that was, epoch milliseconds by Redis.
   */
  | { result: 'mine'; command: string; isFirst: boolean; since: number; token: string }
  /** The key stood for another request. */
  | { result: 'other' }
  | { result: 'busy'; forMs: number }
  | { result: 'answered'; answer: string };

/** Which requests of callers have been answered, by the keys that callers gave them. */
export class IdempotencyKeyStore {
  constructor(
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
  ) {}

  /** `name`: caller, route and key in one. `fingerprint`: of what else the request says. */
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

  /** From now on whoever repeats the request is given this. */
  async answer(name: string, token: string, answer: string): Promise<void> {
    await this.update(name, token, 'answer', answer);
  }

  /** There is no answer to keep: whoever repeats the request finds out what became of the same command. */
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

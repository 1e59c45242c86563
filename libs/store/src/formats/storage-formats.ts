import type { RedisClient } from '../redis/redis-client.js';
import { isStoreFailure } from '../redis/store-failure.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { escapePattern, scanKeys } from '../redis/key-scan.js';
import { allFormats, CURRENT_FORMATS, STORED_KINDS, type FormatNumbers, type StoredKind } from './current-formats.js';

/** A process takes up new numbers within this time. */
export const FORMATS_REFRESH_MS = 2_000;

/**
 * The format in which all processes write each kind of value. The numbers are in Redis, so that older processes can
 * read what newer ones write. `jobgate migrate` raises them.
 */
export class StorageFormats {
  private known: FormatNumbers = allFormats(1);
  private knownAt = -Infinity;
  private loading: Promise<FormatNumbers> | null = null;

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The format to write. Refreshed from Redis; if the node is unreachable, the known numbers are used, which are only
   * ever raised.
   */
  async of(kind: StoredKind): Promise<number> {
    if (this.now() - this.knownAt > FORMATS_REFRESH_MS) {
      this.loading ??= this.load().finally(() => (this.loading = null));
      await this.loading.catch((error: unknown) => {
        if (!isStoreFailure(error)) throw error;
      });
    }
    return this.known[kind];
  }

  /**
   * Reads the numbers. If there are none, an empty Redis gets the current ones, and one with data of an earlier
   * version gets 1. To be called before all writes.
   */
  async load(): Promise<FormatNumbers> {
    const name = this.keys.formats();
    let stored = await this.redis.hgetall(name);
    if (Object.keys(stored).length === 0) {
      const numbers = (await this.isEmpty()) ? CURRENT_FORMATS : allFormats(1);
      await Promise.all(STORED_KINDS.map((kind) => this.redis.hsetnx(name, kind, numbers[kind])));
      stored = await this.redis.hgetall(name);
    }
    this.known = numbersFrom(stored);
    this.knownAt = this.now();
    return { ...this.known };
  }

  /** The number that holds now, for processes that write nothing, these numbers included. */
  async peek(kind: StoredKind): Promise<number> {
    const stored = await this.redis.hgetall(this.keys.formats());
    return Object.keys(stored).length === 0 ? CURRENT_FORMATS[kind] : numbersFrom(stored)[kind];
  }

  /** Makes all processes write the current formats. Returns the changed kinds. */
  async raise(): Promise<StoredKind[]> {
    const before = await this.load();
    const raised = STORED_KINDS.filter((kind) => before[kind] < CURRENT_FORMATS[kind]);
    const numbers = raised.flatMap((kind) => [kind, CURRENT_FORMATS[kind]]);
    if (raised.length > 0) await this.redis.hset(this.keys.formats(), ...numbers);
    await this.load();
    return raised;
  }

  private async isEmpty(): Promise<boolean> {
    for await (const names of scanKeys(this.redis, `${escapePattern(this.keys.prefix)}:*`)) {
      if (names.some((name) => !name.startsWith(this.keys.process('')) && name !== this.keys.formats())) return false;
    }
    return true;
  }
}

/** Kinds without a number are newer than the numbers: format 1. */
function numbersFrom(stored: Readonly<Record<string, string>>): FormatNumbers {
  const numbers = allFormats(1);
  for (const kind of STORED_KINDS) {
    const number = Number(stored[kind]);
    if (Number.isInteger(number) && number > 0) numbers[kind] = Math.min(number, CURRENT_FORMATS[kind]);
  }
  return numbers;
}

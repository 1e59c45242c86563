import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { StoredValues, UnreadableValue } from '../formats/stored-values.js';
import { readObject } from '../formats/json-shape.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** Longer than a caller can repeat a request under its key, which is counted from the first time. */
const TTL_MS = 25 * 3_600_000;

/** The state of one command; none: not begun. */
export type CommandRecord =
  /**
   * `by`: the token of the process that has begun it or taken it over. `followed`: the upstream has accepted it, and
   * this identifies it for later polls; absent: the call is running, or its outcome was lost.
   */
  | { status: 'begun'; by: string; at: number; followed?: unknown }
  /** The requester no longer wants it: it must not begin. */
  | { status: 'withdrawn' }
  /** `outcome`: for those who wait for it. */
  | { status: 'done'; outcome: unknown };

/** The command was begun, and its outcome is unknown: it is not begun again, and no token matches. */
const UNREADABLE: CommandRecord = { status: 'begun', by: '', at: 0 };

/**
 * Makes each command to an upstream begin at most once. Later changes need the token of the process that has begun
 * it.
 */
export class CommandDeduplicationStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  /**
   * Returns the record that was there before; null: the caller, and no other process, may run the command. `by`: a
   * new token each time.
   */
  async begin(connection: string, command: string, by: string, at: number): Promise<CommandRecord | null> {
    try {
      return await this.insert(connection, command, { status: 'begun', by, at });
    } catch (error) {
      // The write may have succeeded although the command does not run.
      await this.forget(connection, command, by).catch(() => undefined);
      throw error;
    }
  }

  /** Prevents a command from beginning. Returns the record that was there before; null: withdrawn. */
  withdraw(connection: string, command: string): Promise<CommandRecord | null> {
    return this.insert(connection, command, { status: 'withdrawn' });
  }

  /** False: another record is there, and was left as it is. */
  async finish(connection: string, command: string, by: string, outcome: unknown): Promise<boolean> {
    const done: CommandRecord = { status: 'done', outcome };
    const found = await this.replace(connection, command, by, () => done);
    // Redis has lost the record: the command must not begin again.
    return found === null ? (await this.insert(connection, command, done)) === null : found;
  }

  /** Allows the command to begin again. Only for its owner, if the upstream did not receive it. */
  async forget(connection: string, command: string, by: string): Promise<boolean> {
    return (await this.replace(connection, command, by, () => null)) ?? true;
  }

  /** Stores what identifies the command at the upstream. False as with `finish`. */
  async follow(connection: string, command: string, by: string, followed: unknown): Promise<boolean> {
    return (await this.replace(connection, command, by, (record) => ({ ...record, followed }))) ?? false;
  }

  /** Gives a followed command of `from` to `by`. False: another process was first. */
  async takeOver(connection: string, command: string, from: string, by: string): Promise<boolean> {
    return (await this.replace(connection, command, from, (record) => ({ ...record, by }))) ?? false;
  }

  /** The steps of a start as they may wait in a queue: a text if values are encrypted. */
  encryptSteps(connection: string, command: string, steps: readonly unknown[]): readonly unknown[] | string {
    return this.values.isEncrypting
      ? this.values.encrypt(this.placeOfSteps(connection, command), JSON.stringify(steps))
      : steps;
  }

  /** null: they cannot be read. */
  decryptSteps(connection: string, command: string, steps: readonly unknown[] | string): readonly unknown[] | null {
    if (typeof steps !== 'string') return steps;
    return this.values.read(this.placeOfSteps(connection, command), steps, (text) => JSON.parse(text) as unknown[]);
  }

  async read(connection: string, command: string): Promise<CommandRecord | null> {
    const name = this.keys.command(connection, command);
    return this.decode(name, await this.redis.get(name));
  }

  private async insert(connection: string, command: string, record: CommandRecord): Promise<CommandRecord | null> {
    const name = this.keys.command(connection, command);
    const text = JSON.stringify(record);
    const reply = await this.writes.run(name, (redis) => redis.set(name, text, 'PX', TTL_MS, 'NX'));
    if (reply !== null) return null;
    const found = await this.redis.get(name);
    if (found !== text) return this.decode(name, found);
    // The client sends a command again if its reply was lost; and an earlier withdrawal may lack a replica's
    // confirmation.
    await this.writes.fence(this.keys.fence(connection));
    return null;
  }

  /** Replaces the record of this token; null removes it. False: another record is there; null: none. */
  private async replace(
    connection: string,
    command: string,
    by: string,
    next: (record: CommandRecord & { status: 'begun' }) => CommandRecord | null,
  ): Promise<boolean | null> {
    const name = this.keys.command(connection, command);
    const before = await this.redis.get(name);
    const record = this.decode(name, before);
    if (before === null || record === null) return null;
    if (record.status !== 'begun' || record.by !== by) return false;
    const replacement = next(record);
    const text = replacement === null ? '' : JSON.stringify(replacement);
    if ((await this.redis.jobgateReplaceValue(name, before, text, TTL_MS)) === 1) return true;
    // As above: it may have been carried out the first time.
    return ((await this.redis.get(name)) ?? '') === text;
  }

  private placeOfSteps(connection: string, command: string): UnreadableValue {
    return { kind: 'command', key: this.keys.command(connection, command), part: 'steps' };
  }

  private decode(name: string, text: string | null): CommandRecord | null {
    if (text === null) return null;
    return this.values.read({ kind: 'command', key: name, part: null }, text, decodeCommandRecord) ?? UNREADABLE;
  }
}

/** Throws on anything else. */
export function decodeCommandRecord(text: string): CommandRecord {
  const record = readObject<CommandRecord>(text, { status: 'string' });
  switch (record.status) {
    case 'begun':
      return readObject<CommandRecord & { status: 'begun' }>(text, { by: 'string', at: 'number' });
    case 'withdrawn':
      return record;
    case 'done':
      if (!('outcome' in record)) throw new TypeError('No outcome.');
      return record;
    default:
      throw new TypeError('No command record.');
  }
}

import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { StoredValues, UnreadableValue } from '../forms/stored-values.js';
import { readObject } from '../forms/json-shape.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** Longer than a caller can repeat a request under its key, which is counted from the first time. */
const TTL_MS = 25 * 3_600_000;

/** What stands in the book of one command. Nothing: nobody has begun it. */
export type CommandRecord =
  /**
   * `by`: the token of the one who has begun it, or taken it over. `followed`: the upstream took it, and whoever cares
   * for the connection can find out by this what became of it; absent: the call is under way, or its outcome was lost.
   */
  | { status: 'begun'; by: string; at: number; followed?: unknown }
  /** Whoever asked for it does not want it any more: nobody may begin it. */
  | { status: 'withdrawn' }
  /** `outcome`: whatever whoever carried it out left for those who ask. */
  | { status: 'done'; outcome: unknown };

/** Somebody has begun the command, and what came of it is not known: nobody begins it again, and nobody's token fits. */
const UNREADABLE: CommandRecord = { status: 'begun', by: '', at: 0 };

/**
 * Which commands to upstreams have been begun, each by one process and once. What one has begun, nobody changes without its
 * token.
 */
export class CommandDeduplicationStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  /** Enters that a command is begun; `by` is another token each time. What is returned stood there before; null: the caller, and nobody else, may go on. */
  async begin(connection: string, command: string, by: string, at: number): Promise<CommandRecord | null> {
    try {
      return await this.insert(connection, command, { status: 'begun', by, at });
    } catch (error) {
      // It may stand there, although nobody goes on: whoever asks is to learn that nothing was done.
      await this.forget(connection, command, by).catch(() => undefined);
      throw error;
    }
  }

  /** Keeps a command from being begun. What is returned stood there before; null: now nobody will begin it. */
  withdraw(connection: string, command: string): Promise<CommandRecord | null> {
    return this.insert(connection, command, { status: 'withdrawn' });
  }

  /** False: the beginning of this token does not stand there any more, and what does was left as it is. */
  async finish(connection: string, command: string, by: string, outcome: unknown): Promise<boolean> {
    const done: CommandRecord = { status: 'done', outcome };
    const found = await this.replace(connection, command, by, () => done);
    // Redis lost the beginning. Nobody is to begin again what was carried out.
    return found === null ? (await this.insert(connection, command, done)) === null : found;
  }

  /** Only for whoever has begun it, and knows that the upstream has not heard of it: it can be begun again. */
  async forget(connection: string, command: string, by: string): Promise<boolean> {
    return (await this.replace(connection, command, by, () => null)) ?? true;
  }

  /** Leaves word by which anybody can find out what became of the command. False as with `finish`. */
  async follow(connection: string, command: string, by: string, followed: unknown): Promise<boolean> {
    return (await this.replace(connection, command, by, (mark) => ({ ...mark, followed }))) ?? false;
  }

  /** Makes a command that `from` has begun, and left word of, that of `by`. False: somebody else was first. */
  async takeOver(connection: string, command: string, from: string, by: string): Promise<boolean> {
    return (await this.replace(connection, command, from, (mark) => ({ ...mark, by }))) ?? false;
  }

  /** The steps of a start as they may wait in a queue: a text where texts are sealed. */
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

  private async insert(connection: string, command: string, mark: CommandRecord): Promise<CommandRecord | null> {
    const name = this.keys.command(connection, command);
    const text = JSON.stringify(mark);
    const reply = await this.writes.run(name, (redis) => redis.set(name, text, 'PX', TTL_MS, 'NX'));
    if (reply !== null) return null;
    const found = await this.redis.get(name);
    if (found !== text) return this.decode(name, found);
    // A command that Redis carried out, and whose answer was lost on the way, is sent again by the client; and whoever has
    // withdrawn it before may have been told that no replica has it.
    await this.writes.fence(this.keys.fence(connection));
    return null;
  }

  /** Replaces the beginning of this token; by null, removes it. False: another mark stands there; null: none does. */
  private async replace(
    connection: string,
    command: string,
    by: string,
    next: (mark: CommandRecord & { status: 'begun' }) => CommandRecord | null,
  ): Promise<boolean | null> {
    const name = this.keys.command(connection, command);
    const before = await this.redis.get(name);
    const mark = this.decode(name, before);
    if (before === null || mark === null) return null;
    if (mark.status !== 'begun' || mark.by !== by) return false;
    const replacement = next(mark);
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
  const mark = readObject<CommandRecord>(text, { status: 'string' });
  switch (mark.status) {
    case 'begun':
      return readObject<CommandRecord & { status: 'begun' }>(text, { by: 'string', at: 'number' });
    case 'withdrawn':
      return mark;
    case 'done':
      if (!('outcome' in mark)) throw new TypeError('No outcome.');
      return mark;
    default:
      throw new TypeError('No mark.');
  }
}

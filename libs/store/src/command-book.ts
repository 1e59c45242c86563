import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';

/** Longer than anybody can ask what became of a command. */
const KEPT_FOR_MS = 25 * 3_600_000;

/** What stands in the book of one command. Nothing: nobody has begun it. */
export type CommandMark =
  | { status: 'begun'; by: string; at: number }
  /** Whoever asked for it does not want it any more: nobody may begin it. */
  | { status: 'withdrawn' }
  /** `outcome`: whatever whoever carried it out left for those who ask. */
  | { status: 'done'; outcome: unknown };

/** Which commands to upstreams have been begun, each by one process and once. */
export class CommandBook {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** Enters that a command is begun; `by` is another text each time. What is returned stood there before; null: the caller, and nobody else, may go on. */
  begin(connection: string, command: string, by: string, at: number): Promise<CommandMark | null> {
    return this.enter(connection, command, { status: 'begun', by, at });
  }

  /** Keeps a command from being begun. What is returned stood there before; null: now nobody will begin it. */
  withdraw(connection: string, command: string): Promise<CommandMark | null> {
    return this.enter(connection, command, { status: 'withdrawn' });
  }

  async finish(connection: string, command: string, outcome: unknown): Promise<void> {
    const mark: CommandMark = { status: 'done', outcome };
    await this.redis.set(this.keys.command(connection, command), JSON.stringify(mark), 'PX', KEPT_FOR_MS);
  }

  /** Only for whoever has begun it, and knows that the upstream has not heard of it: it can be begun again. */
  async forget(connection: string, command: string): Promise<void> {
    await this.redis.del(this.keys.command(connection, command));
  }

  async read(connection: string, command: string): Promise<CommandMark | null> {
    return parsed(await this.redis.get(this.keys.command(connection, command)));
  }

  private async enter(connection: string, command: string, mark: CommandMark): Promise<CommandMark | null> {
    const name = this.keys.command(connection, command);
    const text = JSON.stringify(mark);
    const isEntered = (await this.redis.set(name, text, 'PX', KEPT_FOR_MS, 'NX')) !== null;
    if (isEntered) return null;
    const found = await this.redis.get(name);
    // A command that Redis carried out, and whose answer was lost on the way, is sent again by the client.
    return found === text ? null : parsed(found);
  }
}

const parsed = (text: string | null): CommandMark | null => (text === null ? null : (JSON.parse(text) as CommandMark));

import type { MultiKeyReader } from '../redis/multi-key-reader.js';

interface Waiting {
  name: string;
  resolve: (value: string | null) => void;
  reject: (reason: unknown) => void;
}

/**
 * Reads values. Those of one connection that are wanted in the same turn of the event loop are asked for as one: a command
 * for each costs the client more than all else about it.
 */
export class ReadBatcher {
  private waiting = new Map<string, Waiting[]>();

  constructor(private readonly values: MultiKeyReader) {}

  /** The value of a key of this connection; null: there is none. */
  read(connection: string, name: string): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const read = { name, resolve, reject };
      const others = this.waiting.get(connection);
      if (others) others.push(read);
      else this.waiting.set(connection, [read]);
      if (!others && this.waiting.size === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const all = this.waiting;
    // A Map that is cleared instead links its old table to its new one: once a table is old enough that only a full
    // collection finds it, all that came after it is kept as long.
    this.waiting = new Map();
    for (const [connection, reads] of all) void this.send(connection, reads);
  }

  private async send(connection: string, reads: readonly Waiting[]): Promise<void> {
    try {
      const names = reads.map(({ name }) => name);
      const values = await this.values.read(connection, names);
      for (const [index, { resolve }] of reads.entries()) resolve(values[index] ?? null);
    } catch (error) {
      for (const { reject } of reads) reject(error);
    }
  }
}

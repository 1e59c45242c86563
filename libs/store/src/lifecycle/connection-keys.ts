import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from '../redis-client.js';
import type { StoreKeys } from '../store-keys.js';

const SCANNED_AT_ONCE = 1_000;
const REMOVED_AT_ONCE = 500;

/** The names of keys as Redis holds them, found by scanning: for what happens rarely, and holds nobody up. */
export class ConnectionKeys {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  /** Connections of which any job was ever tracked. */
  async connections(): Promise<string[]> {
    const [before, after] = this.keys.version('\n').split('\n') as [string, string];
    const found = new Set<string>();
    for await (const names of this.scan(`${escaped(before)}*${escaped(after)}`)) {
      for (const name of names) found.add(name.slice(before.length, -after.length));
    }
    return [...found];
  }

  /** All keys of a connection, those of its queues included. A key may come twice. */
  of(connection: string): AsyncGenerator<string[]> {
    return this.scan(`${escaped(this.keys.base(connection))}*`);
  }

  /** Removes all keys of a connection; returns how many. */
  async remove(connection: string): Promise<number> {
    let removed = 0;
    for await (const names of this.of(connection)) {
      for (let start = 0; start < names.length; start += REMOVED_AT_ONCE) {
        removed += await this.redis.unlink(names.slice(start, start + REMOVED_AT_ONCE));
      }
    }
    return removed;
  }

  private async *scan(pattern: string): AsyncGenerator<string[]> {
    for (const server of serversOf(this.redis)) {
      let cursor = '0';
      do {
        const [next, names] = await server.scan(cursor, 'MATCH', pattern, 'COUNT', SCANNED_AT_ONCE);
        cursor = next;
        if (names.length > 0) yield names;
      } while (cursor !== '0');
    }
  }
}

/** A prefix is whatever its operator likes; in a pattern these mean something else. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*?[\]]/g, '\\$&');
}

function serversOf(client: RedisClient): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

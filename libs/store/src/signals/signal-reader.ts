import { setTimeout as pause } from 'node:timers/promises';
import { readStreams } from '../events/event-stream.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { connectRedis, type RedisClient, type RedisLocation } from '../redis/redis-client.js';

const BLOCK_MS = 500;
const RETRY_AFTER_MS = 200;

/** Reads the signals of other processes, over a connection to Redis of its own. */
export class SignalReader {
  private readonly redis: RedisClient;
  private readonly stream: string;
  private position = '$';
  private mayHaveMissed = false;
  private isClosed = false;
  private readonly ended: Promise<void>;

  /** `changed` is called with connections whose schedule or event stream has changed; null: any of them may have. */
  constructor(
    location: RedisLocation,
    keys: StoreKeys,
    private readonly changed: (connections: readonly string[] | null) => void,
  ) {
    this.redis = connectRedis(location, { for: 'tail' });
    this.stream = keys.signals();
    this.ended = this.read();
  }

  /** Does not wait for a server that is away. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.redis.disconnect();
    await this.ended;
  }

  private async read(): Promise<void> {
    while (!this.isClosed) {
      try {
        await this.readOn();
      } catch {
        // What was signaled meanwhile may be lost with the server.
        this.position = '$';
        this.mayHaveMissed = true;
        await pause(RETRY_AFTER_MS);
      }
    }
  }

  private async readOn(): Promise<void> {
    // Without a position, a signal between two reads would be missed.
    if (this.position === '$') this.position = await this.end();
    if (this.mayHaveMissed) this.changed(null);
    this.mayHaveMissed = false;
    const entries = await readStreams(this.redis, new Map([[this.stream, this.position]]), BLOCK_MS);
    const last = entries.at(-1);
    if (last === undefined) return;
    this.position = last.id;
    this.changed([...new Set(entries.flatMap(({ fields }) => fields[1]?.split(' ') ?? []))]);
  }

  private async end(): Promise<string> {
    const [last] = await this.redis.xrevrange(this.stream, '+', '-', 'COUNT', 1);
    return last?.[0] ?? '0-0';
  }
}

import { connectRedis, type RedisLocation } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { StreamConsumer, type StreamTailListener } from './stream-consumer.js';

/**
 * Follows the events of some connections over one blocking Redis connection; on a Redis Cluster, where a command
 * reads one slot, over one for each.
 */
export class StreamTail {
  private consumers: StreamConsumer[] = [];
  private listener: StreamTailListener | null = null;

  constructor(
    private readonly location: RedisLocation,
    private readonly keys: StoreKeys,
  ) {}

  start(connections: readonly string[], listener: StreamTailListener): void {
    this.listener = listener;
    this.applyConfig(connections);
  }

  /** From now on these are followed, and no others. Nothing changes for those that were followed before. */
  applyConfig(connections: readonly string[]): void {
    for (const consumer of this.consumers) {
      consumer.leave(consumer.connections.filter((name) => !connections.includes(name)));
    }
    const left = this.consumers.filter((consumer) => consumer.connections.length === 0);
    this.consumers = this.consumers.filter((consumer) => !left.includes(consumer));
    for (const consumer of left) void consumer.close();
    const known = new Set(this.consumers.flatMap((consumer) => consumer.connections));
    const added = connections.filter((name) => !known.has(name));
    if (this.location.kind === 'cluster') for (const name of added) this.startConsumer([name]);
    else if (added.length > 0) this.join(added);
  }

  private join(connections: readonly string[]): void {
    const [consumer] = this.consumers;
    if (consumer) consumer.join(this.streamsOf(connections));
    else this.startConsumer(connections);
  }

  private startConsumer(connections: readonly string[]): void {
    if (this.listener === null) throw new Error('The stream tail has no listener.');
    const redis = connectRedis(this.location, { for: 'tail' });
    this.consumers.push(new StreamConsumer(redis, this.streamsOf(connections), this.listener));
  }

  private streamsOf(connections: readonly string[]): Map<string, string> {
    return new Map(connections.map((connection) => [connection, this.keys.events(connection)]));
  }

  /** Does not wait for a server that is away. */
  async close(): Promise<void> {
    const consumers = this.consumers;
    this.consumers = [];
    await Promise.all(consumers.map((consumer) => consumer.close()));
  }
}

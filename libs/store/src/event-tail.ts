import { connectRedis, type RedisLocation } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';
import { StreamFollower, type TailListener } from './stream.follower.js';

/**
 * Follows the changes of all jobs of some connections as they are committed, from now on. One blocking connection to
 * Redis does for all of them; on a Redis Cluster, where one command reads one slot, each has its own.
 */
export class EventTail {
  private followers: StreamFollower[] = [];

  constructor(
    private readonly location: RedisLocation,
    private readonly keys: StoreKeys,
  ) {}

  follow(connections: readonly string[], listener: TailListener): void {
    const groups = this.location.kind === 'cluster' ? connections.map((name) => [name]) : [[...connections]];
    for (const group of groups) {
      if (group.length === 0) continue;
      const streams = new Map(group.map((connection) => [connection, this.keys.events(connection)]));
      this.followers.push(new StreamFollower(connectRedis(this.location, { for: 'tail' }), streams, listener));
    }
  }

  /** Does not wait for a server that is away. */
  async close(): Promise<void> {
    const followers = this.followers;
    this.followers = [];
    await Promise.all(followers.map((follower) => follower.close()));
  }
}

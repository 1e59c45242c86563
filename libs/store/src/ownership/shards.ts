import { rangeOf, tagInRange } from '../redis/slots.js';

/**
 * Leases are spread over so many keys, each for a range of slots and in a slot of that range: in a Cluster, the lease of a connection
 * lies on the node of the connection, as long as its nodes have whole ranges. Never changes.
 */
export const SHARDS = 64;

const TAGS = Array.from({ length: SHARDS }, (_, shard) => tagInRange(`shard:${shard}`, shard, SHARDS));

export function shardOf(connection: string): number {
  return rangeOf(connection, SHARDS);
}

/** The hash tag of a shard. */
export function tagOf(shard: number): string {
  return TAGS[shard]!;
}

/** Connections by the shard that they lie in. */
export function byShard(connections: Iterable<string>): Map<number, string[]> {
  const shards = new Map<number, string[]>();
  for (const connection of connections) {
    const shard = shardOf(connection);
    const others = shards.get(shard);
    if (others) others.push(connection);
    else shards.set(shard, [connection]);
  }
  return shards;
}

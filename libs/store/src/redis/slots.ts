import calculateSlot from 'cluster-key-slot';
import { Cluster } from 'ioredis';
import type { RedisClient } from './redis-client.js';

/** https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#key-distribution-model */
const SLOTS = 16_384;

/** In which of so many equal ranges of slots a key lies. */
export function rangeOf(key: string, ranges: number): number {
  return Math.floor((calculateSlot(key) * ranges) / SLOTS);
}

/** A hash tag that begins with `name` and lies in that range. */
export function tagInRange(name: string, range: number, ranges: number): string {
  for (let suffix = 0; ; suffix += 1) {
    const tag = `${name}.${suffix}`;
    if (rangeOf(tag, ranges) === range) return tag;
  }
}

/** The node of a Cluster that has a key; null: not known, or no Cluster. */
export function nodeOf(redis: RedisClient, key: string): string | null {
  if (!(redis instanceof Cluster)) return null;
  const { slots } = redis as unknown as { slots?: (string[] | undefined)[] };
  return slots?.[calculateSlot(key)]?.[0] ?? null;
}

import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from './configuration.js';

/** What a process takes up once, when it starts: where Redis is and how its keys begin, and the socket it listens on. */
const ONCE = [
  { path: 'redis.url', of: ({ redis }: Configuration) => redis.server },
  { path: 'redis.prefix', of: ({ redis }: Configuration) => redis.prefix },
  { path: 'gateway.host', of: ({ gateway }: Configuration) => gateway.host },
  { path: 'gateway.port', of: ({ gateway }: Configuration) => gateway.port },
  { path: 'gateway.readWaitMs', of: ({ gateway }: Configuration) => gateway.readWaitMs },
] as const;

/** The configuration as it can be applied to a running process, and the paths of what waits for a restart. */
export function heldBack<C extends Configuration>(next: C, inForce: C): { applicable: C; waiting: string[] } {
  const waiting = ONCE.filter(({ of }) => !isDeepStrictEqual(of(next), of(inForce))).map(({ path }) => path);
  return { applicable: { ...next, redis: inForce.redis, gateway: inForce.gateway }, waiting };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from './reaper.js';
import { StageRedis } from './stage.redis.js';

/** A Redis server without the rest of a stage. */
export interface RedisServer {
  redis: StageRedis;
  /** How a store finds it. */
  location: ReturnType<typeof locationOf>;
  /** Ends it in any state, and removes its folder. */
  close(): Promise<void>;
}

/** Starts one for a test; `settings` are further command line arguments, such as `--appendonly yes`. */
export async function openRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-redis-'));
  const reaper = new Reaper(folder);
  const redis = await StageRedis.start(folder, reaper, settings);
  return {
    redis,
    location: locationOf(redis.port),
    close: async () => {
      await reaper.endAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How a store finds a server on this port. */
export function locationOf(port: number) {
  const login = { tls: false, username: null, password: null };
  return { kind: 'single' as const, host: '127.0.0.1', port, database: 0, ...login };
}

import type { Reaper } from '../../stage/reaper.js';
import { StageRedis } from '../../stage/stage.redis.js';
import { KEPT_ON_DISK } from './kept-on-disk.js';

/** One server, which is started again where it was killed. */
export interface SingleTopology {
  name: 'single';
  url: string;
  server: StageRedis;
  close(): void;
}

export async function openSingle(folder: string, reaper: Reaper): Promise<SingleTopology> {
  const server = await StageRedis.start(folder, reaper, KEPT_ON_DISK);
  return { name: 'single', url: server.url, server, close: () => undefined };
}

import { eventually } from '../../stage/index.js';
import type { Reaper } from '../../stage/reaper.js';
import { openSentinel as openServers } from '../../stage/sentinel.js';
import type { StageRedis } from '../../stage/stage.redis.js';
import { KEPT_ON_DISK } from './kept-on-disk.js';

const SENTINELS = 3;
/** On a machine that has much to do a server is silent for a second now and then. */
const DOWN_AFTER_MS = 3_000;
const SWITCHED_WITHIN_MS = 30_000;
/** The default user may do everything; without these two a replica cannot follow. */
const NO_FOLLOWING = ['-psync', '-sync'];
/** By SYNC a replica would follow as those before Redis 2.8 do, which confirm nothing. */
const FOLLOWING = ['+psync'];

/** A master, a replica, and three sentinels. */
export interface SentinelTopology {
  name: 'sentinel';
  url: string;
  servers: readonly [StageRedis, StageRedis];
  /** Who says that it is the master; of two, the one that other one follows. */
  master(): Promise<StageRedis>;
  /** The other server. */
  other(server: StageRedis): StageRedis;
  /** Cuts the replica off its master; both go on. */
  cutLink(master: StageRedis): Promise<void>;
  restoreLink(master: StageRedis): Promise<void>;
  /** Resolves when this server is the master. */
  promoted(server: StageRedis): Promise<void>;
  /** Resolves when there is one master and a replica that follows it. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

export async function openSentinel(reaper: Reaper): Promise<SentinelTopology> {
  const {
    url,
    master: first,
    replica: second,
    close,
  } = await openServers({
    ...{ sentinels: SENTINELS, settings: KEPT_ON_DISK, downAfterMs: DOWN_AFTER_MS, reaper },
  });
  const servers = [first, second] as const;
  const roleOf = async (server: StageRedis) => String(await server.query('INFO', 'replication').catch(() => ''));
  const other = (server: StageRedis) => (server === first ? second : first);
  return {
    ...{ name: 'sentinel', url, servers, other, close },
    master: async () =>
      eventually(async () => {
        const roles = await Promise.all(servers.map(roleOf));
        const masters = servers.filter((_, index) => roles[index]!.includes('role:master'));
        if (masters.length !== 1) throw new Error(`there are ${masters.length} masters`);
        return masters[0]!;
      }, SWITCHED_WITHIN_MS),
    cutLink: async (master) => {
      await master.query('ACL', 'SETUSER', 'default', ...NO_FOLLOWING);
      await master.query('CLIENT', 'KILL', 'TYPE', 'replica');
    },
    restoreLink: async (master) => {
      await master.query('ACL', 'SETUSER', 'default', ...FOLLOWING);
    },
    promoted: async (server) => {
      await eventually(async () => {
        if (!(await roleOf(server)).includes('role:master')) throw new Error('not the master yet');
      }, SWITCHED_WITHIN_MS);
    },
    whole: async () => {
      await eventually(async () => {
        const roles = await Promise.all(servers.map(roleOf));
        const isWhole = roles.some((role) => /role:master[^]*connected_slaves:1/.test(role));
        if (!isWhole || !roles.some((role) => role.includes('master_link_status:up')))
          throw new Error(roles.join('\n'));
      }, SWITCHED_WITHIN_MS);
    },
  };
}

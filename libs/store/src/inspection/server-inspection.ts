import type { Redis } from 'ioredis';
import { addressOf, primariesOf } from '../redis/primary-nodes.js';
import { isForbidden } from '../redis/store-failure.js';
import { versionOf } from '../redis/server-version.js';
import { KEY, NEEDED_COMMANDS } from './needed-commands.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** Properties of a primary; null: forbidden or unknown. */
export interface ServerFacts {
  /** `host:port` */
  address: string;
  version: string | null;
  /** `maxmemory-policy` */
  policy: string | null;
  isAppendOnly: boolean | null;
  replicas: number | null;
  /** `min-replicas-to-write` */
  minReplicasToWrite: number | null;
}

/** Without reconnection, which would leave the transaction. */
const ONE_CONNECTION = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  reconnectOnError: null,
  retryStrategy: () => null,
} as const;

const REFUSED = /^(NOPERM|ERR unknown command)\b/;

/** Inspects the servers; changes nothing. */
export class ServerInspection extends RedisRepository {
  async facts(): Promise<ServerFacts[]> {
    await this.redis.ping();
    return Promise.all(primariesOf(this.redis).map(factsOf));
  }

  /**
   * Commands that the user may not run. They are queued in a transaction and discarded: Redis checks permissions
   * when it queues.
   */
  async refusedCommands(): Promise<string[]> {
    await this.redis.ping();
    const refused = await Promise.all(primariesOf(this.redis).map((server) => this.refusedBy(server)));
    return [...new Set(refused.flat())];
  }

  /** Over a connection of its own, so that no other command is queued. */
  private async refusedBy(server: Redis): Promise<string[]> {
    const own = server.duplicate({ lazyConnect: true, enableAutoPipelining: false, ...ONE_CONNECTION });
    own.on('error', () => undefined);
    try {
      await own.connect();
      if (await isRefused(own.call('MULTI'))) return ['multi'];
      const refused: string[] = [];
      for (const [name, ...values] of NEEDED_COMMANDS) {
        const given = values.map((value) => (value === KEY ? this.keys.fence('doctor') : value));
        if (await isRefused(own.call(name, given))) refused.push(name);
      }
      if (await isRefused(own.call('DISCARD'))) refused.push('discard');
      return refused;
    } finally {
      own.disconnect();
    }
  }
}

/** All other errors (MOVED, NOREPLICAS, READONLY, …) come after the check of permissions. */
async function isRefused(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'ReplyError') throw error;
    return REFUSED.test(message);
  }
}

async function factsOf(server: Redis): Promise<ServerFacts> {
  const [version, policy, appendOnly, least, replication] = await Promise.all([
    versionOf(server).catch(() => null),
    settingOf(server, 'maxmemory-policy'),
    settingOf(server, 'appendonly'),
    settingOf(server, 'min-replicas-to-write'),
    allowed(server.info('replication')),
  ]);
  const replicas = /^connected_slaves:(\d+)/m.exec(replication ?? '')?.[1];
  return {
    address: addressOf(server) ?? 'unknown',
    version,
    policy,
    isAppendOnly: appendOnly === null ? null : appendOnly === 'yes',
    replicas: replicas === undefined ? null : Number(replicas),
    minReplicasToWrite: least === null ? null : Number(least),
  };
}

async function settingOf(server: Redis, name: string): Promise<string | null> {
  const reply = await allowed(server.call('CONFIG', 'GET', name));
  return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : null;
}

/** null: the user may not ask, or a managed service does not have the command. */
async function allowed<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (isForbidden(error) || REFUSED.test((error as Error).message)) return null;
    throw error;
  }
}

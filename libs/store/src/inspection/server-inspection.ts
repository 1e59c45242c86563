import type { Redis } from 'ioredis';
import { addressOf, primariesOf } from '../redis/primary-nodes.js';
import { isForbidden } from '../redis/store-failure.js';
import { versionOf } from '../redis/server-version.js';
import { KEY, NEEDED_COMMANDS } from './needed-commands.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** What a server that takes writes says of itself; null: the user may not ask, or the server does not say. */
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

/** Never connects again: there, what follows would not be within the transaction. */
const ONE_CONNECTION = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  reconnectOnError: null,
  retryStrategy: () => null,
} as const;

const REFUSED = /^(NOPERM|ERR unknown command)\b/;

/** Looks at the servers themselves; changes nothing. */
export class ServerInspection extends RedisRepository {
  async facts(): Promise<ServerFacts[]> {
    await this.redis.ping();
    return Promise.all(primariesOf(this.redis).map(factsOf));
  }

  /**
   * Which commands the user may not run. They are queued in a transaction that is given up: Redis checks rights when it
   * queues, and runs none of them.
   */
  async refusedCommands(): Promise<string[]> {
    await this.redis.ping();
    const refused = await Promise.all(primariesOf(this.redis).map((server) => this.refusedBy(server)));
    return [...new Set(refused.flat())];
  }

  /** Over a connection of its own: nobody else's command may get into the transaction. */
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

/** Whatever else Redis answers (MOVED, NOREPLICAS, READONLY, …) comes after the check of rights. */
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

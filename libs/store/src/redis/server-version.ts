import type { Cluster, Redis } from 'ioredis';
import { isForbidden } from './store-failure.js';

/**
 * Makes a client and its duplicates answer INFO with the version from HELLO if the user may not run INFO: BullMQ
 * needs nothing else of it.
 */
export function answerInfoWithVersion<Client extends Redis | Cluster>(client: Client): Client {
  const plain = client as Redis;
  const info = plain.info.bind(plain);
  plain.info = (async (...sections: string[]) => {
    try {
      return await info(...sections);
    } catch (error) {
      if (!isForbidden(error)) throw error;
      return `redis_version:${await versionOf(plain)}\r\n`;
    }
  }) as Redis['info'];
  const duplicate = plain.duplicate.bind(plain) as (...overrides: unknown[]) => Redis;
  plain.duplicate = ((...overrides: unknown[]) => answerInfoWithVersion(duplicate(...overrides))) as Redis['duplicate'];
  return client;
}

/** @throws Error if the server does not return it */
export async function versionOf(client: Redis): Promise<string> {
  const reply = await client.call('HELLO');
  const version: unknown = Array.isArray(reply) ? reply[reply.indexOf('version') + 1] : null;
  if (typeof version !== 'string') throw new Error('Neither INFO nor HELLO returns the version of Redis.');
  return version;
}

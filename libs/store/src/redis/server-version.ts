import type { Cluster, Redis } from 'ioredis';
import { isForbidden } from './store-failure.js';

/**
 * Has a client, and its duplicates, answer INFO with the version alone where its user may not run the command: BullMQ
 * wants to know nothing else, and would not work without. HELLO says it to every user.
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

/** @throws Error when the server does not say */
export async function versionOf(client: Redis): Promise<string> {
  const reply = await client.call('HELLO');
  const version: unknown = Array.isArray(reply) ? reply[reply.indexOf('version') + 1] : null;
  if (typeof version !== 'string') throw new Error('Redis tells its version to neither INFO nor HELLO.');
  return version;
}

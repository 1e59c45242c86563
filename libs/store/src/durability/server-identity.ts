import type { Redis } from 'ioredis';
import { addressOf } from '../redis/primary-nodes.js';
import { isForbidden } from '../redis/store-failure.js';

/**
 * Identifies servers: by run id where one address leads to any primary, and by address under Sentinel, where a
 * restarted former master is still the server that had a replica. A user without INFO gets the address.
 */
export class ServerIdentities {
  private readonly known = new WeakMap<Redis['stream'], Promise<string | null>>();

  /** null: there is no connection. */
  of(server: Redis): Promise<string | null> {
    const { stream } = server;
    // Valid for one connection: the next one may lead to another server.
    if (stream === undefined || stream === null) return Promise.resolve(null);
    let identity = this.known.get(stream);
    if (!identity) {
      identity = runIdOf(server);
      this.known.set(stream, identity);
      identity.catch(() => this.known.delete(stream));
    }
    return identity;
  }
}

/** https://redis.io/docs/latest/commands/info/ */
async function runIdOf(server: Redis): Promise<string | null> {
  if (server.options.sentinels) return addressOf(server);
  try {
    const facts = await server.info('server');
    return /^run_id:(\w+)/m.exec(facts)?.[1] ?? addressOf(server);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return addressOf(server);
  }
}

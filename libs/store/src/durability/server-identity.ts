import type { Redis } from 'ioredis';
import { addressOf } from '../redis/primary-nodes.js';
import { isForbidden } from '../redis/store-failure.js';

/**
 * Tells servers apart. Behind one address that leads to whichever server is the primary, by their run id, another one for
 * each start of a server; a user who may not run INFO is given the address, which may lead to another server one day.
 * Sentinels name each server's own address, and there it is the address: a former master that was restarted, and does not
 * know yet that another one has taken its place, is the server that had a replica.
 */
export class ServerIdentities {
  private readonly known = new WeakMap<Redis['stream'], Promise<string | null>>();

  /** null: there is no connection. */
  of(server: Redis): Promise<string | null> {
    const { stream } = server;
    // What is known holds for one connection: after the next one it may be another server.
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

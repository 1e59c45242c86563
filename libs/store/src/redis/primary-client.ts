import type { Redis, RedisOptions } from 'ioredis';
import { reconnectAfterEnd } from './reconnecting-client.js';
import { isFromReplica, isLoading, isStoreFailure } from './store-failure.js';

/** How often a connection asks for the role of its server. */
const ROLE_CHECK_INTERVAL_MS = 2_000;
/** For ioredis: connect anew, and send the command again. https://github.com/redis/ioredis#reconnect-on-error */
const RECONNECT_AND_RESEND = 2;

/** Options of a client that is to stay with the primary. */
export const PRIMARY_CLIENT_OPTIONS = {
  // The check would need INFO; a server that is loading says so with every answer.
  enableReadyCheck: false,
  reconnectOnError: (error: Error) => (isFromReplica(error) || isLoading(error) ? RECONNECT_AND_RESEND : false),
} as const satisfies RedisOptions;

/**
 * Has a client, and its duplicates, stay with the primary. Where one address leads to another server after a fail-over,
 * connections that are open stay with the former primary, which refuses writes and answers reads with what it last knew:
 * the client notices either, and connects anew.
 */
export function reconnectToPrimary(client: Redis): Redis {
  reconnectAfterEnd(client);
  let timer: NodeJS.Timeout | undefined;
  const askRole = oneAtATime(async () => {
    if ((await roleOf(client)) === 'replica' && client.status === 'ready') client.disconnect(true);
  });
  client.on('ready', () => {
    clearInterval(timer);
    timer = setInterval(askRole, ROLE_CHECK_INTERVAL_MS).unref();
    askRole();
  });
  for (const event of ['close', 'end']) client.on(event, () => clearInterval(timer));
  // BullMQ reads over duplicates.
  const duplicate = client.duplicate.bind(client);
  client.duplicate = ((override) => reconnectToPrimary(duplicate(override) as Redis)) as Redis['duplicate'];
  return client;
}

/** What the server at the other end is; null: it does not say. HELLO needs no permission that is called dangerous. */
export async function roleOf(client: Redis): Promise<'primary' | 'replica' | null> {
  return client.call('HELLO').then(roleIn, () => null);
}

function roleIn(reply: unknown): 'primary' | 'replica' | null {
  if (!Array.isArray(reply)) return null;
  const role: unknown = reply[reply.indexOf('role') + 1];
  if (role === 'master') return 'primary';
  return role === 'replica' ? 'replica' : null;
}

/** Rejects where nobody answers, or a replica does. A server that does not tell what it is counts as a primary. */
export async function answersAsPrimary(client: Redis): Promise<void> {
  const role = await client.call('HELLO').then(roleIn, (error: unknown) => {
    if (isStoreFailure(error)) throw error;
    return null;
  });
  if (role === 'replica') throw new Error('READONLY The server is a replica.');
  if (role === null) await client.ping();
}

/** Behind a read that blocks an answer comes late: it is not asked for again until then. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isUnderWay = false;
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => (isUnderWay = false));
  };
}

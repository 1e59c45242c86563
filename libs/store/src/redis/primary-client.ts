import type { Redis, RedisOptions } from 'ioredis';
import { reconnectAfterEnd } from './reconnecting-client.js';
import { isFromReplica, isLoading, isStoreFailure } from './store-failure.js';

/** How often a connection asks for the role of its server. */
const ROLE_CHECK_INTERVAL_MS = 2_000;
/** For ioredis: connect anew, and send the command again. https://github.com/redis/ioredis#reconnect-on-error */
const RECONNECT_AND_RESEND = 2;

/** Options of a client that is to stay with the primary. */
export const PRIMARY_CLIENT_OPTIONS = {
  // The check needs INFO; a server that is loading replies LOADING.
  enableReadyCheck: false,
  reconnectOnError: (error: Error) => (isFromReplica(error) || isLoading(error) ? RECONNECT_AND_RESEND : false),
} as const satisfies RedisOptions;

/**
 * Makes a client and its duplicates leave a server that is no longer the primary, which happens if one address leads
 * to another server after a fail-over.
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

/** null: unknown. HELLO needs no dangerous permission. */
export async function roleOf(client: Redis): Promise<'primary' | 'replica' | null> {
  return client.call('HELLO').then(roleIn, () => null);
}

function roleIn(reply: unknown): 'primary' | 'replica' | null {
  if (!Array.isArray(reply)) return null;
  const role: unknown = reply[reply.indexOf('role') + 1];
  if (role === 'master') return 'primary';
  return role === 'replica' ? 'replica' : null;
}

/** Rejects if the server does not reply or is a replica. An unknown role counts as primary. */
export async function answersAsPrimary(client: Redis): Promise<void> {
  const role = await client.call('HELLO').then(roleIn, (error: unknown) => {
    if (isStoreFailure(error)) throw error;
    return null;
  });
  if (role === 'replica') throw new Error('READONLY The server is a replica.');
  if (role === null) await client.ping();
}

/** A blocking read delays the reply. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isUnderWay = false;
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => (isUnderWay = false));
  };
}

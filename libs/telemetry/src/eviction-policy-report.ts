import type { Logger } from 'pino';

interface InspectedStore {
  inspection: { facts(): Promise<{ address: string; policy: string | null }[]> };
}

/**
 * Says in the log when Redis may drop keys of its own accord; once, as a process starts. A Redis that is away then is not
 * looked at: others say that it is.
 */
export async function reportEvictionPolicy(store: InspectedStore, logger: Logger): Promise<void> {
  const servers = await store.inspection.facts().catch(() => []);
  for (const { address, policy } of servers) {
    if (policy !== null && policy !== 'noeviction') {
      logger.warn(
        { server: address, policy },
        'Redis drops keys when its memory is full: set maxmemory-policy noeviction',
      );
    }
  }
  if (servers.some(({ policy }) => policy === null))
    logger.debug('the maxmemory-policy of Redis cannot be read: permission denied');
}

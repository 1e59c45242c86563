import type { Logger } from 'pino';

interface InspectedStore {
  inspection: { facts(): Promise<{ address: string; policy: string | null }[]> };
}

/**
 * Says in the log when Redis may drop keys of its own accord; once, as a process starts. An unreachable Redis is
 * skipped: it is reported elsewhere.
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

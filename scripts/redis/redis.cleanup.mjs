const AT_A_TIME = 500;

/** Removes every key that begins with the prefix. Only from a single server: elsewhere, and when it is away, they stay. */
export async function removeKeys(url, prefix) {
  if (!/^rediss?:/.test(url)) return;
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2000, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', AT_A_TIME);
      if (keys.length > 0) await redis.unlink(keys);
      cursor = next;
    } while (cursor !== '0');
  } catch (error) {
    console.warn(`Keys that begin with ${prefix} may be left in Redis: ${error.message}`);
  } finally {
    redis.disconnect();
  }
}

/** Removes every key with the prefix. On a single server only: in a cluster, and when Redis is unreachable, keys remain. */
export async function removeKeys(url, prefix) {
  if (!/^rediss?:/.test(url)) return;
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2000, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 500 })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  } catch (error) {
    console.warn(`Keys with the prefix ${prefix} may remain in Redis: ${error.message}`);
  } finally {
    redis.disconnect();
  }
}

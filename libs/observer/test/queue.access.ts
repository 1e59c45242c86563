import type { QueueAccess } from '#libs/queue';
import { QueueLocator, type RequestRouterOptions } from '#libs/requests';
import { connectRedis, type RedisLocation, type Store } from '#libs/store';

/** How a worker reaches its queues. */
export function queueAccessOf(
  location: RedisLocation,
  { keys, workerQueues }: Pick<Store, 'keys' | 'workerQueues'>,
): QueueAccess {
  return {
    connect: () => connectRedis(location, { for: 'queue' }),
    workerPrefixes: (worker) => workerQueues.prefixes(worker),
    prefix: (connection) => keys.queuePrefix(connection),
  };
}

/** How a gateway reaches the workers. */
export function routesOf(location: RedisLocation, store: Store): RequestRouterOptions {
  const locator = new QueueLocator(store);
  return {
    connect: () => connectRedis(location, { for: 'queue' }),
    locate: (connection, kind) => locator.locate(connection, kind),
  };
}

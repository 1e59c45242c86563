import type { Redis } from 'ioredis';

const RECONNECT_DELAY_MS = 200;

/**
 * Has a client connect again whenever it has ended, unless whoever uses it has closed it. ioredis ends a client for good
 * when a fail-over is announced while the client is asking a sentinel for the master: the connector is told to disconnect,
 * finds that it is not connecting any more, and fails, which is taken for an error that no retry mends
 * (SentinelConnector.connect, Redis.connect).
 */
export function reconnectAfterEnd(client: Redis): void {
  let isClosed = false;
  const disconnect = client.disconnect.bind(client);
  client.disconnect = (reconnect = false) => {
    isClosed ||= !reconnect;
    disconnect(reconnect);
  };
  const quit = client.quit.bind(client);
  client.quit = ((...values: Parameters<Redis['quit']>) => {
    isClosed = true;
    return quit(...values);
  }) as Redis['quit'];
  client.on('end', () => {
    if (isClosed) return;
    setTimeout(() => {
      if (!isClosed && client.status === 'end') client.connect().catch(() => undefined);
    }, RECONNECT_DELAY_MS).unref();
  });
}

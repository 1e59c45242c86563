import type { Redis } from 'ioredis';

const RECONNECT_DELAY_MS = 200;

/**
 * Reconnects a client that has ended without `quit` or `disconnect`. ioredis ends a client for good if a fail-over
 * is announced while it queries a sentinel (SentinelConnector.connect, Redis.connect).
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

import type { Server } from 'node:http';

const LOOK_EVERY_MS = 25;

/** Connections of a server that it doesn't know of itself. */
export type ExtraConnections = Pick<Server, 'closeIdleConnections' | 'closeAllConnections'>;

/**
 * Takes no new connections, lets the requests in flight end, and closes connections as they fall idle. After
 * `withinMs` those that are left are cut.
 */
export async function drain(server: Server, withinMs: number, further: ExtraConnections | null): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Node closes idle connections once, when it is told to close: not those that fall idle later.
  const sweeping = setInterval(() => {
    server.closeIdleConnections();
    further?.closeIdleConnections();
  }, LOOK_EVERY_MS);
  const cutting = setTimeout(() => {
    server.closeAllConnections();
    further?.closeAllConnections();
  }, withinMs);
  await closed;
  clearInterval(sweeping);
  clearTimeout(cutting);
}

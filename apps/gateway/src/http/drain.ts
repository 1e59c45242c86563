import type { Server } from 'node:http';

const LOOK_EVERY_MS = 25;

/** Connections that the server does not know. */
export type ExtraConnections = Pick<Server, 'closeIdleConnections' | 'closeAllConnections'>;

/**
 * Takes no new connections, lets the requests in flight end, and closes connections as they fall idle. After
 * `withinMs` those that are left are cut.
 */
export async function drain(server: Server, withinMs: number, further: ExtraConnections | null): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Node.js closes idle connections once, not those that become idle later.
  const draining = setInterval(() => {
    server.closeIdleConnections();
    further?.closeIdleConnections();
  }, LOOK_EVERY_MS);
  const cutting = setTimeout(() => {
    server.closeAllConnections();
    further?.closeAllConnections();
  }, withinMs);
  await closed;
  clearInterval(draining);
  clearTimeout(cutting);
}

import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems give out by themselves, to connections too: Linux begins at 32,768. */
const [FIRST, END] = [12_000, 32_768];
const SLICES = 8;
const SIZE = Math.floor((END - FIRST) / SLICES);

/** Each of Jest's workers, which are numbered from 1, has ports of its own. */
const slice = FIRST + (Number(process.env['JEST_WORKER_ID'] ?? 0) % SLICES) * SIZE;
let place = Math.floor(Math.random() * SIZE);

/**
 * A port of 127.0.0.1 that nobody listens on at the moment. No other test gets it while this one runs: what a test has
 * put down stays away until the test itself puts it up again, and nobody else answers in its place.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    place = (place + 1) % SIZE;
    const port = slice + place;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}

import type { AddressInfo, Server } from 'node:net';

/** The port on which the server listens from now on; 0 takes a free one. */
export async function listenOn(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Resolves when the server has closed; `endConnections` ends those that are open. */
export async function closeServer(server: Server, endConnections: () => void): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endConnections();
  await closed;
}

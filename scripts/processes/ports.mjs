import { createServer } from 'node:net';

function listen(port, host) {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

/** A port that nobody listens on at this moment. */
export async function freePort(host = '127.0.0.1') {
  const server = await listen(0, host);
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Throws an error that says what to do when the port cannot be had. */
export async function requirePort(port, host) {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT must be a number from 1 to 65535.`);
  }
  try {
    const server = await listen(port, host);
    await new Promise((resolve) => server.close(resolve));
  } catch (error) {
    const reasons = { EADDRINUSE: 'is in use by another process', EACCES: 'may not be opened by this user' };
    const reason = reasons[error.code] ?? `cannot be opened (${error.code})`;
    throw new Error(`Port ${port} on ${host} ${reason}. Choose another: PORT=${port + 1} npm run demo`, {
      cause: error,
    });
  }
}

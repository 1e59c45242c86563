/**
 * A Redis written in JavaScript, in this process: slow and forgetful, good enough to look at the demo where no real one
 * can be had.
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function startStandIn() {
  const { createRedisMock } = await import('js-redis-server');
  const server = await createRedisMock();
  const { host, port } = server.addresses()[0];
  return { url: `redis://${host}:${port}/0`, close: () => server.close() };
}

import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';

const SLOTS = 16_384;
const READY_WITHIN_MS = 20_000;
const POLL_EVERY_MS = 50;

/**
 * A Redis Cluster of masters without replicas, each with an equal range of slots.
 * @returns {Promise<{url: string, location: object, clients: Redis[], close(): Promise<void>}>} `clients`: one for each
 * master; `location`: as the store names places. The servers end with the stage.
 */
export async function openBenchCluster(stage, masters) {
  const ports = [];
  for (let index = 0; index < masters; index += 1) {
    ports.push(await stage.startRedis(`redis.${index + 1}`, ['--cluster-enabled', 'yes']));
  }
  const clients = ports.map((port) => new Redis(port, '127.0.0.1'));
  for (const [index, client] of clients.entries()) {
    const [first, next] = [index, index + 1].map((part) => Math.round((part * SLOTS) / masters));
    await client.call('CLUSTER', 'ADDSLOTSRANGE', first, next - 1);
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
  }
  for (const port of ports.slice(1)) await clients[0].call('CLUSTER', 'MEET', '127.0.0.1', port);
  await Promise.all(clients.map((client) => isWhole(client, masters)));
  return {
    url: `redis+cluster://${ports.map((port) => `127.0.0.1:${port}`).join()}`,
    location: {
      ...{ kind: 'cluster', nodes: ports.map((port) => ({ host: '127.0.0.1', port })) },
      ...{ tls: false, username: null, password: null },
    },
    clients,
    close: async () => void (await Promise.all(clients.map((client) => client.quit()))),
  };
}

/** Waits until the node knows all others and an owner of each slot. */
async function isWhole(client, masters) {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const info = await client.call('CLUSTER', 'INFO');
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${masters}`)) return;
    if (performance.now() > until) throw new Error('The Redis Cluster is not complete.');
    await pause(POLL_EVERY_MS);
  }
}

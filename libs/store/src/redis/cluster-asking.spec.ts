import { jest } from '@jest/globals';
import type { Cluster } from 'ioredis';
import { runInThisContext } from 'node:vm';
import { openCluster, type ClusterRedis } from '../../../../test/stage/cluster.js';
import { connectRedis, type RedisClient, type RedisLocation } from './redis-client.js';

jest.setTimeout(60_000);

const KEY = '{a}:key';
/** That of Jest is a copy, which hears of nothing. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** As BullMQ has one to read over. */
function duplicateOf(client: RedisClient): Cluster {
  client.disconnect();
  return (client as Cluster).duplicate();
}

describe('a client that is redirected to the next node of a slot', () => {
  let cluster: ClusterRedis;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  beforeAll(async () => {
    cluster = await openCluster();
    realProcess.on('unhandledRejection', note);
  });
  afterAll(async () => {
    realProcess.off('unhandledRejection', note);
    await cluster.close();
  });

  it.each([
    ['of the store', (location: RedisLocation) => connectRedis(location, { for: 'store' })],
    ['of a queue', (location: RedisLocation) => duplicateOf(connectRedis(location, { for: 'queue' }))],
  ])('leaves no rejection to its process when that node ends (%s)', async (_, connect) => {
    const nodes = cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
    const location: RedisLocation = { kind: 'cluster', nodes, tls: false, username: null, password: null };
    const client = connect(location) as Cluster;
    const slot = await cluster.slotOf(KEY);
    const source = await cluster.ownerOf(slot);
    const target = cluster.nodes.find((node) => node !== source)!;
    const [from, to] = await Promise.all([source, target].map((node) => node.query('CLUSTER', 'MYID')));
    await target.query('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(from));
    await source.query('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(to));
    try {
      expect(await client.get(KEY)).toBeNull();
      target.pause();
      const answer = client.get(KEY).catch(() => null);
      // On the same connection: the client has been sent on when this is answered.
      const connection = client.nodes().find(({ options }) => options.port === source.port)!;
      await connection.ping();
      await target.kill();
      await source.query('CLUSTER', 'SETSLOT', slot, 'STABLE');
      await answer;
    } finally {
      client.disconnect();
      await target.restart();
      await target.query('CLUSTER', 'SETSLOT', slot, 'STABLE');
      await cluster.whole();
    }
    expect(unhandled.splice(0)).toEqual([]);
  });
});

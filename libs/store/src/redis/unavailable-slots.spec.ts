import { jest } from '@jest/globals';
import { openCluster, type ClusterRedis } from '../../../../test/stage/cluster.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { connectRedis, type RedisClient, type RedisLocation } from './redis-client.js';
import { isStoreFailure } from './store-failure.js';

jest.setTimeout(90_000);

const HERE = '{a}:key';
const THERE = '{b}:key';

describe('a client of a Redis Cluster with an unreachable node', () => {
  let cluster: ClusterRedis;
  let client: RedisClient;

  beforeEach(async () => {
    cluster = await openCluster({ settings: ['--appendonly', 'yes'] });
    const nodes = cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
    const location: RedisLocation = { kind: 'cluster', nodes, tls: false, username: null, password: null };
    client = connectRedis(location, { for: 'callers' });
    await Promise.all([client.set(HERE, 'here'), client.set(THERE, 'there')]);
  });
  afterEach(async () => {
    client.disconnect();
    await cluster.close();
  });

  const nodeOf = async (key: string) => cluster.ownerOf(await cluster.slotOf(key));
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it.each([
    ['killed', 'SIGKILL'],
    ['frozen', 'SIGSTOP'],
  ] as const)('waits in vain once, serves what lies elsewhere, and takes up again (%s)', async (_, signal) => {
    const node = await nodeOf(THERE);
    expect(await nodeOf(HERE)).not.toBe(node);
    if (signal === 'SIGKILL') await node.kill(signal);
    else node.pause();
    // How many waits there are tells whether each command has one of its own.
    await eventually(async () => {
      const startedAt = performance.now();
      const failures = [];
      for (let turn = 0; turn < 20; turn += 1) failures.push(await failureOf(client.get(THERE)));
      expect(failures.every(isStoreFailure)).toBe(true);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }, 30_000);
    expect(await client.get(HERE)).toBe('here');
    if (signal === 'SIGKILL') await node.restart();
    else node.resume();
    await eventually(async () => expect(await client.get(THERE)).toBe('there'), 30_000);
    await client.set(THERE, 'again');
    expect(await client.get(THERE)).toBe('again');
  });
});

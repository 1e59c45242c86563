import { jest } from '@jest/globals';
import { eventually } from '../../../../test/stage/eventually.js';
import { freePort } from '../../../../test/stage/free-port.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DEPLOYMENTS, job, onServer, openStore, tracking, type StoreScene } from '../../test/store.scene.js';
import { isStoreFailure } from '../redis/store-failure.js';

jest.setTimeout(150_000);

const CONNECTIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('writes that are acknowledged, over a Redis Cluster of which one node has a replica', () => {
  let scene: StoreScene;
  let replica: RedisServer;
  let first: RedisServer;
  let names = 0;

  beforeAll(async () => {
    scene = await openStore(DEPLOYMENTS[1]);
    first = scene.servers[0]!;
    const busPort = await freePort();
    replica = await openRedis(['--cluster-enabled', 'yes', '--cluster-port', String(busPort)]);
    const id = await onServer(first, async (redis) => {
      await redis.call('CLUSTER', 'MEET', '127.0.0.1', replica.redis.port, busPort);
      return String(await redis.call('CLUSTER', 'MYID'));
    });
    await onServer(replica, (redis) => eventually(() => redis.call('CLUSTER', 'REPLICATE', id), 20_000));
    await eventually(async () =>
      expect(await replica.redis.command('INFO', 'replication')).toContain('master_link_status:up'),
    );
  });
  afterAll(async () => {
    await scene.close();
    await replica.close();
  });

  /** What becomes of a write to each connection. */
  async function outcomes(): Promise<Map<string, string>> {
    const key = `job-${(names += 1)}`;
    const all = CONNECTIONS.map(async (connection): Promise<[string, string]> => {
      const record = job({ connection, key });
      const outcome = await scene.store.jobs
        .acknowledge(record, () => tracking(record))
        .then(
          () => 'safe',
          (error: unknown) => (isStoreFailure(error) ? 'refused' : String(error)),
        );
      return [connection, outcome];
    });
    return new Map(await Promise.all(all));
  }
  /** Which of the connections lie on the node with the replica. */
  async function replicated(): Promise<string[]> {
    const names = await onServer(first, (redis) => redis.keys('test:{*}:version'));
    return CONNECTIONS.filter((connection) => names.includes(scene.store.keys.version(connection)));
  }
  const each = (outcome: (connection: string) => string) =>
    new Map(CONNECTIONS.map((connection) => [connection, outcome(connection)]));

  it('wait for the replica of the node that they were written to, and for no other', async () => {
    expect(await outcomes()).toEqual(each(() => 'safe'));
    const there = await replicated();
    expect([there.length > 0, there.length < CONNECTIONS.length]).toEqual([true, true]);
    // The store has seen the replica before it is cut off.
    await eventually(async () =>
      expect((await scene.keys()).some((name) => name.startsWith('test:{replicas}:'))).toBe(true),
    );
    await first.redis.command('ACL', 'SETUSER', 'default', '-psync', '-sync');
    await first.redis.command('CLIENT', 'KILL', 'TYPE', 'replica');
    expect(await outcomes()).toEqual(each((connection) => (there.includes(connection) ? 'refused' : 'safe')));
    // By SYNC a replica would follow as those before Redis 2.8 do, which confirm nothing.
    await first.redis.command('ACL', 'SETUSER', 'default', '+psync');
    await eventually(async () => expect(await outcomes()).toEqual(each(() => 'safe')), 60_000);
  });
});

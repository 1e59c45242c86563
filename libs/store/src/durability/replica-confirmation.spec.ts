import { Redis } from 'ioredis';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { isStoreFailure } from '../redis/store-failure.js';
import { ReplicaConfirmation } from './replica-confirmation.js';

describe('the confirmation of a replica', () => {
  let primary: RedisServer;
  let replica: RedisServer;
  let node: Redis;

  beforeAll(async () => {
    primary = await openRedis(['--repl-diskless-sync-delay', '0']);
    replica = await openRedis(['--replicaof', `127.0.0.1 ${primary.redis.port}`]);
    await eventually(async () =>
      expect(await replica.redis.command('INFO', 'replication')).toContain('master_link_status:up'),
    );
    node = new Redis(primary.redis.port);
    node.on('error', () => undefined);
  }, 30_000);
  afterAll(async () => {
    node.disconnect();
    await Promise.all([primary.close(), replica.close()]);
  });

  it('covers writes over this connection', async () => {
    const confirmation = new ReplicaConfirmation(node);
    await node.set('a', 'b');
    await confirmation.confirm(confirmation.epoch);
    expect(await replica.redis.command('GET', 'a')).toContain('b');
  });

  it('does not cover writes over a closed connection', async () => {
    const confirmation = new ReplicaConfirmation(node);
    await node.set('a', 'c');
    const { epoch } = confirmation;
    await primary.redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await eventually(() => expect([node.status, confirmation.epoch]).toEqual(['ready', epoch + 1]));
    const refusal = await confirmation.confirm(epoch).catch((error: unknown) => error);
    expect(isStoreFailure(refusal)).toBe(true);
    await confirmation.confirm(confirmation.epoch);
  });
});

import { Cluster } from 'ioredis';
import { eventually } from '../../../../test/stage/eventually.js';
import { snapshotKeys } from '../../../../test/stage/redis.snapshot.js';
import { DEPLOYMENTS, job, onServer, openStore, track, type StoreScene } from '../../test/store.scene.js';
import type { BackupPart } from './backup-format.js';

const MANY = Array.from({ length: 1_234 }, (_, index) => `${index}`);

describe.each(DEPLOYMENTS)('copies of all that is kept, over %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => (scene = await openStore(deployment)), 60_000);
  afterAll(() => scene.close());
  beforeEach(async () => {
    await Promise.all(scene.servers.map((server) => onServer(server, (redis) => redis.flushall())));
  });

  // Signals to workers are no data.
  const kept = () => snapshotKeys(scene.servers, (name) => !scene.store.keys.isOfProcesses(name));

  async function* again(parts: BackupPart[]): AsyncGenerator<BackupPart> {
    yield* parts;
  }

  async function copied(): Promise<BackupPart[]> {
    const parts: BackupPart[] = [];
    // As a file has them.
    for await (const part of scene.store.backup.parts()) parts.push(JSON.parse(JSON.stringify(part)) as BackupPart);
    return parts;
  }

  async function fill(): Promise<void> {
    const { redis } = scene.store;
    for (const connection of ['a', 'b', 'c', 'd']) {
      for (const key of ['1', '2']) await track(scene.store, job({ connection, key }));
    }
    await redis.set('test:{a}:bytes', Buffer.from([0, 255, 128, 10]));
    await redis.set('test:{a}:empty', '');
    await redis.set('test:{b}:until', 'soon', 'PX', 60_000);
    await redis.rpush('test:{b}:list', ...MANY);
    await redis.hset('test:{c}:hash', ...MANY);
    await redis.expire('test:{c}:hash', 600);
    await redis.sadd('test:{c}:set', ...MANY, 'ü');
    await redis.zadd('test:{d}:sorted', '-inf', 'first', 0.1, 'second', 1e300, 'third');
    await redis.zadd('test:{d}:many', ...MANY.flatMap((member) => [Number(member) + 1e12, member]));
    await Promise.all(MANY.map((text) => redis.xadd('test:{d}:stream', '*', 'text', text, 'none', '')));
    await redis.xadd('test:{a}:emptied', '7-1', 'text', 'gone');
    await redis.xdel('test:{a}:emptied', '7-1');
    await redis.xadd('test:{a}:shortened', '7-1', 'text', 'stays');
    await redis.xadd('test:{a}:shortened', '7-2', 'text', 'gone');
    await redis.xdel('test:{a}:shortened', '7-2');
  }

  it('restore every key with type, order, ids and expiry', async () => {
    await fill();
    const before = await kept();
    expect(Object.keys(before).length).toBeGreaterThan(40);
    const parts = await copied();
    await scene.store.backup.clear();
    expect(await kept()).toEqual({});
    expect(await scene.store.backup.isEmpty()).toBe(true);
    await scene.store.backup.restore(again(parts));
    const after = await kept();
    for (const [name, { expiresAt }] of Object.entries(before)) {
      expect([name, Math.abs(after[name]!.expiresAt - expiresAt) < 100]).toEqual([name, true]);
      after[name]!.expiresAt = expiresAt;
    }
    expect(after).toEqual(before);
    const read = await scene.store.jobs.read(job({ connection: 'c', key: '2' }));
    expect(read?.record.id).toBe('c~2');
  });

  it('leave out the queues, running processes and other prefixes', async () => {
    const { redis, keys } = scene.store;
    const [queued, own, other] = ['test:{a}:refresh:meta', 'test:{a}:webhooks:held', 'tests:{a}:version'];
    await redis.hset(queued, 'a', 1);
    await redis.hset('test:{a}:looks:meta', 'a', 1);
    await redis.hset('test:{a}:webhooks:meta', 'a', 1);
    await redis.set(keys.process('one'), 'here');
    await redis.set(other, 1);
    expect(await scene.store.backup.isEmpty()).toBe(true);
    await redis.hset(own, 'a', 1);
    await redis.zadd('test:{a}:webhooks:due:w', 1, 'lane');
    expect((await copied()).map(({ key }) => key)).toEqual(['{a}:webhooks:due:w', '{a}:webhooks:held']);
    await scene.store.backup.clear();
    expect(Object.keys(await kept())).toEqual([other]);
  });

  it('leave out expired keys on restore', async () => {
    await scene.store.redis.set('test:{a}:lease', 'worker', 'PX', 60_000);
    const parts = (await copied()).map((part) => ({ ...part, expiresAt: part.expiresAt! - 61_000 }));
    await scene.store.backup.clear();
    await scene.store.backup.restore(again(parts));
    expect(await kept()).toEqual({});
  });
});

describe('a backup of a Cluster with an unreachable node', () => {
  it('is rejected rather than incomplete', async () => {
    const scene = await openStore(DEPLOYMENTS[1]);
    try {
      for (const connection of ['a', 'b', 'c', 'd']) await track(scene.store, job({ connection }));
      await scene.servers[1]!.redis.kill('SIGKILL');
      await expect(scene.store.backup.isEmpty()).rejects.toThrow();
      // The client forgets the node.
      const { redis } = scene.store;
      await eventually(() => expect(redis instanceof Cluster && redis.nodes('master')).toHaveLength(2), 15_000);
      await expect(scene.store.backup.isEmpty()).rejects.toThrow("isn't whole");
    } finally {
      await scene.close();
    }
  }, 60_000);
});

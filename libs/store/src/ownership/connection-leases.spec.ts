import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';
import { shardOf } from './shards.js';

describe.each(DEPLOYMENTS)('the leases of connections on %s', (deployment) => {
  let scene: StoreScene;
  let connection = '';
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
    await scene.store.formats.load();
  }, 30_000);
  afterAll(() => scene.close());

  describe.each([1, 2])('in format %i', (format) => {
    beforeAll(async () => {
      const { redis, keys, formats } = scene.store;
      await redis.hset(keys.formats(), 'ownership', format);
      await formats.load();
    });
    beforeEach(() => {
      connection = `connection-${(tests += 1)}`;
    });

    const leases = () => scene.store.leases;
    const hold = async (worker: string, leaseMs: number) =>
      (await leases().hold([connection], worker, leaseMs)).get(connection);
    /** Brought forward instead of waited for. */
    const endLease = async () => {
      const { redis, keys } = scene.store;
      if (format === 1) await redis.pexpire(keys.owner(connection), 1);
      else await redis.hset(keys.leases(shardOf(connection)), connection, `${Date.now() - 60_000} one`);
    };

    it('go on for as long as they say', async () => {
      expect(await leases().of(connection)).toBeNull();
      await hold('one', 60_000);
      const { worker, remainingMs } = (await leases().of(connection))!;
      expect(worker).toBe('one');
      expect(remainingMs).toBeGreaterThan(30_000);
      expect(remainingMs).toBeLessThanOrEqual(61_000);
    });

    it('are given to one worker only, however many ask at once', async () => {
      const workers = Array.from({ length: 20 }, (_, index) => `worker-${index}`);
      const held = await Promise.all(workers.map((worker) => hold(worker, 10_000)));
      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await leases().owner(connection)).toBe(workers[held.indexOf(true)]);
    });

    it('are renewed for their holder', async () => {
      await hold('one', 1_000);
      expect(await hold('one', 60_000)).toBe(true);
      expect(await hold('other', 60_000)).toBe(false);
      expect((await leases().of(connection))!.remainingMs).toBeGreaterThan(50_000);
    });

    it('are free for another worker when their time is up', async () => {
      await hold('one', 60_000);
      await endLease();
      while ((await leases().owner(connection)) !== null);
      expect(await hold('other', 60_000)).toBe(true);
      expect(await hold('one', 60_000)).toBe(false);
    });

    it('are released by their holder alone', async () => {
      await hold('one', 60_000);
      await leases().release([connection], 'other');
      expect(await leases().owner(connection)).toBe('one');
      await leases().release([connection], 'one');
      expect(await leases().owner(connection)).toBeNull();
    });

    it('are held and read for many connections at once', async () => {
      const names = Array.from({ length: 100 }, (_, index) => `${connection}-${index}`);
      await leases().hold(names.slice(0, 30), 'other', 60_000);
      const held = await leases().hold(names, 'one', 60_000);
      expect(names.filter((name) => held.get(name))).toEqual(names.slice(30));
      const found = await leases().all([...names, connection]);
      expect([...found.values()].filter((lease) => lease?.worker === 'one')).toHaveLength(70);
      expect(found.get(connection)).toBeNull();
    });
  });

  it('are not acquired while a worker that knows no shards holds one', async () => {
    const { leases, redis, keys } = scene.store;
    await redis.set(keys.owner('of-both'), 'an earlier one', 'PX', 60_000);
    expect((await leases.acquire(['of-both'], 'one', 60_000)).get('of-both')).toBeUndefined();
    expect(await leases.owner('of-both')).toBe('an earlier one');
    await redis.del(keys.owner('of-both'));
    expect((await leases.acquire(['of-both'], 'one', 60_000)).get('of-both')).toBe(true);
  });
});

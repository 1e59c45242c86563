import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../test/store.scene.js';

describe.each(DEPLOYMENTS)('the schedule of a connection on %s', (deployment) => {
  let scene: StoreScene;
  let connection = '';
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    connection = `connection-${(tests += 1)}`;
  });

  const schedule = () => scene.store.schedule;
  const claim = async (now: number, leaseUntil: number, limit = 100) => {
    const { jobs, nextDueAt } = await schedule().claim(connection, now, leaseUntil, limit);
    return { keys: jobs.map(({ record }) => record.key), nextDueAt };
  };
  const trackAt = (key: string, dueAt: number) => track(scene.store, job({ connection, key, trackedAt: dueAt }));

  it('gives the jobs that are due, the longest overdue first, and says when the next one is', async () => {
    for (const [key, dueAt] of Object.entries({ c: NOW, a: NOW - 20, d: NOW + 7, b: NOW - 10 }))
      await trackAt(key, dueAt);
    expect(await claim(NOW, NOW + 10_000)).toEqual({ keys: ['a', 'b', 'c'], nextDueAt: NOW + 7 });
  });

  it('gives no more than asked for, and the rest the next time', async () => {
    for (const key of ['a', 'b', 'c']) await trackAt(key, NOW);
    expect(await claim(NOW, NOW + 10_000, 2)).toEqual({ keys: ['a', 'b'], nextDueAt: NOW });
    expect(await claim(NOW, NOW + 10_000, 2)).toEqual({ keys: ['c'], nextDueAt: NOW + 10_000 });
  });

  it('says that nothing is scheduled', async () => {
    expect(await claim(NOW, NOW + 10_000)).toEqual({ keys: [], nextDueAt: null });
  });

  it('gives every job to one claimer only, however many claim at once', async () => {
    for (let index = 0; index < 200; index += 1) await trackAt(`job-${index}`, NOW);
    const claims = await Promise.all(Array.from({ length: 50 }, () => claim(NOW, NOW + 10_000, 7)));
    const keys = claims.flatMap((one) => one.keys);
    expect(keys).toHaveLength(200);
    expect(new Set(keys).size).toBe(200);
  });

  it('gives a job again when its lease has ended without a word from the claimer', async () => {
    await trackAt('a', NOW);
    await claim(NOW, NOW + 10_000);
    expect((await claim(NOW + 9_999, NOW + 30_000)).keys).toEqual([]);
    expect((await claim(NOW + 10_000, NOW + 30_000)).keys).toEqual(['a']);
  });

  it('names those whose records cannot be read, and gives the others', async () => {
    for (const key of ['a', 'b', 'c']) await trackAt(key, NOW);
    await scene.store.redis.set(scene.store.keys.job(connection, 'b'), '7z\n{}');
    const { jobs, unreadable } = await schedule().claim(connection, NOW, NOW + 10_000, 100);
    expect(jobs.map(({ record }) => record.key)).toEqual(['a', 'c']);
    expect(unreadable.map(({ address }) => address)).toEqual([{ connection, key: 'b' }]);
  });

  it('gives the record as it stands, with the version that a write must name', async () => {
    const stored = await trackAt('a', NOW);
    expect((await schedule().claim(connection, NOW, NOW + 1, 1)).jobs).toEqual([stored]);
  });

  it('clears away what has no record any more', async () => {
    await trackAt('a', NOW);
    await scene.store.redis.zadd(scene.store.keys.schedule(connection), NOW - 1, 'orphan');
    expect((await claim(NOW, NOW + 10_000)).keys).toEqual(['a']);
    expect(await schedule().depth(connection, NOW)).toEqual({ scheduled: 1, due: 0 });
  });

  it('extends a lease, and gives jobs back', async () => {
    await trackAt('a', NOW);
    await claim(NOW, NOW + 10_000);
    await schedule().move(connection, ['a'], NOW + 10_000, NOW + 20_000);
    expect((await claim(NOW + 10_000, NOW + 30_000)).keys).toEqual([]);
    await schedule().move(connection, ['a'], NOW + 20_000, NOW);
    expect((await claim(NOW, NOW + 30_000)).keys).toEqual(['a']);
  });

  it('moves only what still stands at the lease that the mover knows', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await trackAt(key, NOW);
    await claim(NOW, NOW + 10_000);
    const { jobs } = scene.store;
    await jobs.update({ connection, key: 'a' }, (current) => seeing(current!.record, {}, NOW, NOW + 500));
    await jobs.update({ connection, key: 'b' }, (current) => seeing(current!.record, { state: 'failed' }, NOW, null));
    await jobs.remove({ connection, key: 'c' });
    await schedule().move(connection, ['a', 'b', 'c', 'd'], NOW + 10_000, NOW);
    expect(
      await scene.store.redis.zrangebyscore(scene.store.keys.schedule(connection), '-inf', '+inf', 'WITHSCORES'),
    ).toEqual([...['d', String(NOW)], ...['a', String(NOW + 500)]]);
  });

  it('counts what is scheduled and what is due', async () => {
    await schedule().move(connection, [], NOW, NOW);
    for (const [key, dueAt] of Object.entries({ a: NOW - 1, b: NOW, c: NOW + 1 })) await trackAt(key, dueAt);
    expect(await schedule().depth(connection, NOW)).toEqual({ scheduled: 3, due: 2 });
  });

  it('tells for how long the longest overdue job has been due', async () => {
    expect(await schedule().overdueMs(connection, NOW)).toBe(0);
    await trackAt('later', NOW + 1);
    expect(await schedule().overdueMs(connection, NOW)).toBe(0);
    for (const [key, dueAt] of Object.entries({ a: NOW - 5_000, b: NOW - 7_000 })) await trackAt(key, dueAt);
    expect(await schedule().overdueMs(connection, NOW)).toBe(7_000);
  });
});

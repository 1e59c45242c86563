import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { eventsOf, job, NOW, seeing, track } from '../../test/store.scene.js';
import { connectRedis } from './redis-client.js';
import { isStoreFailure } from './store-failure.js';
import { Store } from '../store.js';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a store whose Redis is in trouble', () => {
  let server: RedisServer;
  let store: Store;

  beforeEach(async () => {
    server = await openRedis(['--appendonly', 'yes']);
    store = Store.connect(server.location, 'test');
    await store.redis.ping();
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  it('reports soon that Redis is unreachable', async () => {
    await server.redis.kill('SIGKILL');
    const startedAt = Date.now();
    const failures = await Promise.all([
      failureOf(store.jobs.read(job())),
      failureOf(track(store, job())),
      failureOf(store.schedule.claim('hmc-lab', NOW, NOW + 1, 10)),
      failureOf(store.index.byChange(['hmc-lab'], null, { isLatestFirst: true, after: null, limit: 10 })),
      failureOf(store.leases.hold(['hmc-lab'], 'worker', 1_000)),
    ]);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect(failures.map((error) => [isStoreFailure(error), String(error)])).toEqual(
      failures.map((error) => [true, String(error)]),
    );
    expect(await store.isReachable()).toBe(false);
  });

  it('reports a frozen Redis within the timeout, and continues when it resumes', async () => {
    server.redis.pause();
    const failures = await Promise.all([failureOf(store.jobs.read(job())), failureOf(track(store, job()))]);
    expect(failures.map(isStoreFailure)).toEqual([true, true]);
    server.redis.resume();
    await eventually(() => store.redis.ping());
    // Redis carries the write out once it wakes: the one who was told otherwise finds it done.
    const { stored, written } = await store.jobs.update(job(), (current) =>
      current === null ? { revised: { record: job(), hasChanged: true, transition: null } } : null,
    );
    expect(stored?.record.id).toBe('hmc-lab~job-1');
    expect([false, true]).toContain(written);
    expect(await eventsOf(store, 'hmc-lab')).toHaveLength(1);
  }, 20_000);

  it('recovers after a restart by itself, without losing confirmed writes', async () => {
    const confirmed = new Set<string>();
    const failures: unknown[] = [];
    const write = async (worker: number) => {
      for (let turn = 0; turn < 300; turn += 1) {
        const record = job({ key: `job-${worker}-${turn}` });
        const change = () => store.jobs.update(record, (current) => (current ? null : seeing(record, {}, NOW)));
        await change().then(
          () => confirmed.add(record.key),
          (error: unknown) => failures.push(error),
        );
      }
    };
    const writing = Promise.all(Array.from({ length: 8 }, (_, worker) => write(worker)));
    await eventually(() => expect(confirmed.size).toBeGreaterThan(300));
    await server.redis.kill('SIGKILL');
    await server.redis.restart();
    await writing;
    expect(failures.filter((error) => !isStoreFailure(error))).toEqual([]);
    const keys = [...confirmed];
    const kept = await store.jobs.readMany(keys.map((key) => ({ connection: 'hmc-lab', key })));
    expect(kept.filter((stored) => stored === null)).toHaveLength(0);
    const announced = (await eventsOf(store, 'hmc-lab')).map(({ key }) => key);
    expect(new Set(announced).size).toBe(announced.length);
    expect(announced).toEqual(expect.arrayContaining(keys));
  }, 60_000);

  it('uses its scripts on a Redis that has just come up empty', async () => {
    await track(store, job());
    await store.redis.call('SCRIPT', 'FLUSH');
    await store.redis.flushall();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => track(store, job({ key: `k${index}` }))),
    );
    expect(outcomes).toHaveLength(50);
    expect((await store.schedule.claim('hmc-lab', NOW, NOW + 1, 100)).jobs).toHaveLength(50);
  });

  it('does not report a wrong command as a store failure', async () => {
    await store.redis.set(store.keys.schedule('hmc-lab'), 'not a sorted set');
    const wrongType = await failureOf(store.schedule.claim('hmc-lab', NOW, NOW + 1, 10));
    expect(String(wrongType)).toMatch(/WRONGTYPE/);
    expect(isStoreFailure(wrongType)).toBe(false);
    expect(isStoreFailure(await failureOf(store.redis.eval('return redis.call("nothing")', 0)))).toBe(false);
    expect(isStoreFailure(new TypeError('x is not a function'))).toBe(false);
    expect(isStoreFailure('Connection is closed')).toBe(false);
  });

  it.each([
    'LOADING Redis is loading the dataset in memory',
    "READONLY You can't write against a read only replica.",
    'CLUSTERDOWN The cluster is down',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist on disk.',
    'All sentinels are unreachable and retry is disabled.',
    'Too many Cluster redirections. Last error: Error: MOVED 1 127.0.0.1:1',
    'None of startup nodes is available',
    'getaddrinfo ENOTFOUND redis',
    'Command aborted due to connection close',
  ])('counts as an absence: %s', (message) => {
    expect(isStoreFailure(new Error(message))).toBe(true);
  });

  it.each(['is gone', 'has frozen'])('closes soon when Redis %s', async (fate) => {
    if (fate === 'is gone') await server.redis.kill('SIGKILL');
    else server.redis.pause();
    const startedAt = Date.now();
    await store.close();
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  it('lets a blocking reader of the queue wait longer than a short command may take', async () => {
    const queue = connectRedis(server.location, { for: 'queue' });
    try {
      const popped = queue.blpop('list', 0);
      const [, value] = await Promise.all([store.redis.rpush('list', 'x'), popped]);
      expect(value).toEqual(['list', 'x']);
      expect(queue.options).toMatchObject({ maxRetriesPerRequest: null });
    } finally {
      queue.disconnect();
    }
  });
});

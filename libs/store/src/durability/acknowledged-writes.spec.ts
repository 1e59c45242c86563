import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis } from '../../../../test/stage/redis-server.js';
import { openSentinel, type SentinelRedis } from '../../../../test/stage/sentinel.js';
import { job, openStore, tracking } from '../../test/store.scene.js';
import { isStoreFailure } from '../redis/store-failure.js';
import { Store } from '../store.js';

jest.setTimeout(60_000);

/** No fail-over: a busy machine may hold a server up for longer than the second after which a test's Sentinel acts. */
const NO_FAIL_OVER_MS = 600_000;
const CONNECTION = 'hmc-lab';
let names = 0;
const fresh = (what: string) => `${what}-${(names += 1)}`;

/** Every write that somebody is told of as done. */
const WRITES: Record<string, (store: Store) => Promise<unknown>> = {
  'a job that is tracked': (store) => acknowledged(store, fresh('job')),
  'a job that is tracked already': async (store) => {
    const record = job({ key: 'tracked-before' });
    return store.jobs.acknowledge(record, (current) => (current === null ? tracking(record) : null));
  },
  'a job that is untracked': (store) => store.jobs.remove(job({ key: 'tracked-before' })),
  'a command that is begun': (store) => store.commands.begin(CONNECTION, fresh('command'), 'me', 1),
  'a command that is withdrawn': (store) => store.commands.withdraw(CONNECTION, fresh('command')),
  'a command that was withdrawn': (store) => store.commands.withdraw(CONNECTION, 'withdrawn-before'),
  'a key that is claimed': (store) => store.idempotency.claim(fresh('key'), 'request'),
  'an answer that is kept': (store) => store.idempotency.answer(fresh('key'), 'token', '{}'),
  'a subscription': (store) => store.subscriptions.replace(fresh('wh'), null, '{}'),
  'a sequence': (store) =>
    store.sequences.put(CONNECTION, { id: fresh('sequence'), caller: 'ada', steps: [], started: [] }),
};

function acknowledged(store: Store, key: string): Promise<unknown> {
  const record = job({ key });
  return store.jobs.acknowledge(record, () => tracking(record));
}

/** `safe`: a replica has it, where there is one; `refused`: nobody knows whether one has. */
const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'safe',
    (error: unknown) => (isStoreFailure(error) ? 'refused' : String(error)),
  );

describe('writes that are acknowledged, over a master and a replica', () => {
  let redis: SentinelRedis;
  let store: Store;

  beforeEach(async () => {
    redis = await openSentinel({ downAfterMs: NO_FAIL_OVER_MS });
    store = Store.connect(redis.location, 'test');
    await eventually(() => acknowledged(store, 'tracked-before'));
    await eventually(() => store.commands.withdraw(CONNECTION, 'withdrawn-before'));
  });
  afterEach(async () => {
    await store.close();
    await redis.close();
  });

  it('fail while the replica is disconnected, and succeed once it is back', async () => {
    const all = async () => {
      const entries = Object.entries(WRITES);
      const outcomes = await Promise.all(entries.map(([, write]) => outcomeOf(write(store))));
      return new Map(entries.map(([name], index) => [name, outcomes[index]]));
    };
    const each = (outcome: string) => new Map(Object.keys(WRITES).map((name) => [name, outcome]));
    await redis.cutLink();
    const startedAt = Date.now();
    expect(await all()).toEqual(each('refused'));
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    await redis.restoreLink();
    await eventually(() => acknowledged(store, 'tracked-before'));
    expect(await all()).toEqual(each('safe'));
  });

  it('wait for a replica in a process that starts while it is disconnected', async () => {
    await redis.cutLink();
    const late = Store.connect(redis.location, 'test');
    try {
      await eventually(() => late.redis.ping());
      expect(await outcomeOf(acknowledged(late, fresh('job')))).toBe('refused');
      expect(await outcomeOf(late.jobs.read(job()))).toBe('safe');
    } finally {
      await late.close();
    }
  });

  it('are not done by a former master that comes back alone, which another one may have replaced', async () => {
    await redis.replica.kill();
    await redis.master.kill();
    await redis.master.restart();
    await eventually(() => store.redis.ping(), 20_000);
    expect(await outcomeOf(acknowledged(store, fresh('job')))).toBe('refused');
  });

  it('share a WAIT', async () => {
    const waits = async () =>
      Number(/cmdstat_wait:calls=(\d+)/.exec(String(await redis.master.query('INFO', 'commandstats')))?.[1]);
    const before = await waits();
    await Promise.all(Array.from({ length: 1_000 }, () => store.commands.begin(CONNECTION, fresh('many'), 'me', 1)));
    expect((await waits()) - before).toBeLessThan(50);
  });
});

describe('writes that are acknowledged, when the master dies', () => {
  it('survive it: a command is begun once, and the new master accepts writes without a replica', async () => {
    const redis = await openSentinel();
    const store = Store.connect(redis.location, 'test');
    try {
      expect(await store.commands.begin(CONNECTION, 'before', 'me', 1)).toBeNull();
      await redis.cutLink();
      const during = await store.commands.begin(CONNECTION, 'during', 'me', 2).catch(() => 'refused');
      expect(await store.commands.read(CONNECTION, 'during')).toBeNull();
      await redis.master.kill();
      await eventually(() => acknowledged(store, fresh('job')), 30_000);
      expect(await store.commands.begin(CONNECTION, 'before', 'another', 3)).toEqual({
        status: 'begun',
        by: 'me',
        at: 1,
      });
      const after = await store.commands.begin(CONNECTION, 'during', 'another', 4);
      expect([during, after].filter((mark) => mark === null).length).toBeLessThan(2);
      expect(during).toBe('refused');
    } finally {
      await store.close();
      await redis.close();
    }
  });
});

describe('writes that are acknowledged, without a replica', () => {
  it.each([1, 2, 3])('wait for a replica that was connected for a moment, and may be promoted (round %i)', async () => {
    const { store, close, servers } = await openStore();
    const primary = servers[0]!;
    await primary.redis.command('CONFIG', 'SET', 'repl-diskless-sync-delay', 0);
    const replica = await openRedis();
    const asking = new Redis(primary.redis.port);
    try {
      expect(await outcomeOf(acknowledged(store, 'alone'))).toBe('safe');
      await replica.redis.command('REPLICAOF', '127.0.0.1', primary.redis.port);
      await eventually(async () => expect(await asking.wait(1, 1_000)).toBe(1));
      await replica.redis.kill();
      expect(await outcomeOf(acknowledged(store, 'after'))).toBe('refused');
    } finally {
      asking.disconnect();
      await replica.close();
      await close();
    }
  });

  it('do not wait', async () => {
    const { store, close } = await openStore();
    try {
      await acknowledged(store, 'tracked-before');
      const startedAt = Date.now();
      for (const write of Object.values(WRITES)) expect(await outcomeOf(write(store))).toBe('safe');
      expect(Date.now() - startedAt).toBeLessThan(900);
    } finally {
      await close();
    }
  });
});

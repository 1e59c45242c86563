import { jest } from '@jest/globals';
import type { JobRecord } from '#libs/jobs';
import type { Inconsistency, Store } from '#libs/store';
import { disagreements } from '../../test/agreement.js';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';

jest.setTimeout(120_000);

const CONNECTION = 'hmc-lab';
const KEYS = ['job-1', 'job-2', 'job-3', 'job-4'];
const ENDED = 'job-4';
const SUBSCRIPTION = 'wh_1';
const parsed = (text: string): unknown => JSON.parse(text);
const READERS = { subscription: parsed, delivery: parsed, loggedDelivery: parsed };

describe.each(DEPLOYMENTS)('a repair over %s', (deployment) => {
  let scene: StoreScene;
  let store: Store;

  beforeAll(async () => {
    scene = await openStore(deployment);
    store = scene.store;
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    for await (const names of store.connectionKeys.of(CONNECTION))
      await Promise.all(names.map((one) => store.redis.del(one)));
    for (const key of KEYS) await track(store, job({ key }));
    await see('job-2', { state: 'running', startedAt: NOW - 1 });
    await see(ENDED, { state: 'succeeded' }, null);
    await store.outbox.enqueue(CONNECTION, [handover('job-1'), handover('job-2')], NOW);
    expect(await store.repair.run(READERS, false)).toEqual([]);
  });

  const handover = (partition: string) => ({ subscription: SUBSCRIPTION, partition, text: '{}' });
  const keys = () => store.keys;
  async function see(key: string, said: Parameters<typeof seeing>[1], nextCheckAt?: number | null) {
    await store.jobs.update({ connection: CONNECTION, key }, (current) =>
      seeing(current!.record, said, NOW + 10, nextCheckAt),
    );
  }
  const derived = (name: string, examples: string[], isRepaired: boolean): Inconsistency => ({
    kind: 'derived',
    name,
    count: examples.length,
    repaired: isRepaired ? examples.length : 0,
    examples,
  });

  type Break = readonly [what: string, breakIt: () => Promise<unknown>, wrong: () => Record<string, string[]>];
  const index = (name: (connection: string) => string) => name.call(keys(), CONNECTION);
  const gone = (what: string, name: (connection: string) => string, members: string[]): Break => [
    `lost ${what}`,
    () => store.redis.del(index(name)),
    () => ({ [index(name)]: members }),
  ];
  const BREAKS: Break[] = [
    gone('an index by change', (one) => keys().byChange(one), KEYS),
    gone('an index by start', (one) => keys().byStart(one), KEYS),
    gone('an index of a state', (one) => keys().byState(one, 'unknown'), ['job-1', 'job-3']),
    gone('the expiry', (one) => keys().expiry(one), [ENDED]),
    gone('a schedule', (one) => keys().schedule(one), ['job-1', 'job-2', 'job-3']),
    [
      'a score that is another one',
      () =>
        store.redis.zadd(
          index((one) => keys().byState(one, 'running')),
          5,
          'job-2',
        ),
      () => ({ [index((one) => keys().byState(one, 'running'))]: ['job-2'] }),
    ],
    [
      'a job in two states',
      () =>
        store.redis.zadd(
          index((one) => keys().byState(one, 'failed')),
          NOW,
          'job-2',
        ),
      () => ({ [index((one) => keys().byState(one, 'failed'))]: ['job-2'] }),
    ],
    [
      'a check of a job that has ended',
      () =>
        store.redis.zadd(
          index((one) => keys().schedule(one)),
          NOW,
          ENDED,
        ),
      () => ({ [index((one) => keys().schedule(one))]: [ENDED] }),
    ],
    [
      'a check that was put off for a year',
      () =>
        store.redis.zadd(
          index((one) => keys().schedule(one)),
          store.clock.now() + 31_536_000_000,
          'job-1',
        ),
      () => ({ [index((one) => keys().schedule(one))]: ['job-1'] }),
    ],
    [
      'an expiry of a job that goes on',
      () =>
        store.redis.zadd(
          index((one) => keys().expiry(one)),
          NOW,
          'job-1',
        ),
      () => ({ [index((one) => keys().expiry(one))]: ['job-1'] }),
    ],
    [
      'a job in the indexes that is not tracked',
      () =>
        store.redis.zadd(
          index((one) => keys().byChange(one)),
          NOW,
          'never tracked',
        ),
      () => ({ [index((one) => keys().byChange(one))]: ['never tracked'] }),
    ],
    [
      'a lane that is not due',
      () => store.redis.zrem(keys().webhookDue(CONNECTION, SUBSCRIPTION), 'job-1'),
      () => ({ [keys().webhookDue(CONNECTION, SUBSCRIPTION)]: ['job-1'] }),
    ],
    [
      'a lane that is due and empty',
      () => store.redis.zadd(keys().webhookDue(CONNECTION, SUBSCRIPTION), NOW, 'nothing waits'),
      () => ({ [keys().webhookDue(CONNECTION, SUBSCRIPTION)]: ['nothing waits'] }),
    ],
    [
      'a subscription that is not pending',
      () => store.redis.srem(keys().webhookPending(CONNECTION), SUBSCRIPTION),
      () => ({ [keys().webhookPending(CONNECTION)]: [SUBSCRIPTION] }),
    ],
    [
      'a subscription that is pending without a lane',
      () => store.redis.sadd(keys().webhookPending(CONNECTION), 'wh_2'),
      () => ({ [keys().webhookPending(CONNECTION)]: ['wh_2'] }),
    ],
  ];

  it.each(BREAKS.map(([what], number) => [what, number] as const))('finds and repairs %s', async (_, number) => {
    const [, breakIt, wrong] = BREAKS[number]!;
    await breakIt();
    const expected = (isRepaired: boolean) =>
      Object.entries(wrong()).map(([name, examples]) => derived(name, examples, isRepaired));
    const found = async (isRepair: boolean) =>
      (await store.repair.run(READERS, isRepair)).map((one) => ({ ...one, examples: one.examples.toSorted() }));
    expect(await found(false)).toEqual(expected(false));
    expect(await found(false)).toEqual(expected(false));
    expect(await found(true)).toEqual(expected(true));
    expect(await found(false)).toEqual([]);
    expect(await disagreements(store, CONNECTION, [...KEYS, 'never tracked'])).toEqual([]);
    const due = await store.outbox.due(CONNECTION, SUBSCRIPTION, Infinity, 9);
    expect(due.toSorted()).toEqual(['job-1', 'job-2']);
    expect(await store.outbox.pending(CONNECTION)).toEqual([SUBSCRIPTION]);
  });

  it('gives no version twice that a record has', async () => {
    const { version } = (await store.jobs.read({ connection: CONNECTION, key: ENDED }))!;
    await store.redis.set(keys().version(CONNECTION), 5);
    const lost = derived(keys().version(CONNECTION), [String(version)], true);
    expect(await store.repair.run(READERS, true)).toEqual([lost]);
    expect(Number(await store.redis.get(keys().version(CONNECTION)))).toBe(version);
  });

  it('leaves leases and checks that were brought forward', async () => {
    const { now } = store.clock;
    const claim = await store.schedule.claim(CONNECTION, NOW + 5_000, now() + 10_000, 10);
    expect(claim.jobs).toHaveLength(3);
    expect(await store.repair.run(READERS, true)).toEqual([]);
    await store.schedule.hurry(CONNECTION, NOW - 60_000, NOW - 60_000, 1);
    expect(await store.repair.run(READERS, true)).toEqual([]);
  });

  it('reports unreadable values, and leaves them', async () => {
    const record = keys().job(CONNECTION, 'job-1');
    const history = keys().history(CONNECTION, ENDED);
    await store.redis.set(record, '17z\nof another version');
    await store.redis.rpush(history, 'damaged');
    await store.redis.set(keys().command(CONNECTION, 'c-1'), '{}');
    await store.redis.hset(keys().sequences(CONNECTION), 's-1', '{');
    const unreadable = (name: string, example: string): Inconsistency => ({
      ...derived(name, [example], false),
      kind: 'unreadable',
    });
    const expected = [
      unreadable('command', keys().command(CONNECTION, 'c-1')),
      unreadable('record', record),
      unreadable('sequence', `${keys().sequences(CONNECTION)} s-1`),
      unreadable('transition', history),
    ];
    expect(await store.repair.run(READERS, true)).toEqual(expected);
    expect(await store.repair.run(READERS, true)).toEqual(expected);
    expect(await store.redis.get(record)).toBe('17z\nof another version');
    for (const name of [
      keys().schedule(CONNECTION),
      keys().byChange(CONNECTION),
      keys().byState(CONNECTION, 'unknown'),
    ]) {
      expect(await store.redis.zscore(name, 'job-1')).not.toBeNull();
    }
  });

  it('loses no concurrent writes, and reports none', async () => {
    const many = Array.from({ length: 200 }, (_, number) => `busy-${number}`);
    await Promise.all(many.map((key) => track(store, job({ key }))));
    await store.redis.del(
      keys().byChange(CONNECTION),
      keys().schedule(CONNECTION),
      keys().byState(CONNECTION, 'running'),
    );
    let isOver = false;
    const last = new Map<string, JobRecord>();
    const writing = (async () => {
      for (let turn = 1; !isOver; turn += 1) {
        const said = { state: turn % 2 === 0 ? 'running' : 'queued' } as const;
        const seen = await Promise.all(
          many.map((key) =>
            store.jobs.update({ connection: CONNECTION, key }, (current) =>
              seeing(current!.record, said, NOW + 1_000 * turn),
            ),
          ),
        );
        for (const { stored } of seen) last.set(stored!.record.key, stored!.record);
      }
    })();
    try {
      await store.repair.run(READERS, true);
      // What was lost is there again: from now on there is nothing to find.
      for (let times = 0; times < 3; times += 1) expect(await store.repair.run(READERS, true)).toEqual([]);
    } finally {
      isOver = true;
      await writing;
    }
    expect(await disagreements(store, CONNECTION, [...KEYS, ...many])).toEqual([]);
    for (const [key, record] of last) {
      expect((await store.jobs.read({ connection: CONNECTION, key }))?.record).toEqual(record);
    }
  });
});

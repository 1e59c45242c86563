import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { disagreements } from '../../test/agreement.js';
import { SlotMove } from '../../test/slot.move.js';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';
import { isStoreFailure } from '../redis/store-failure.js';

jest.setTimeout(60_000);

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a connection whose slot moves to another node', () => {
  let scene: StoreScene;
  let move: SlotMove;
  let connection = '';
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(DEPLOYMENTS[1]);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    connection = `moving-${(tests += 1)}`;
  });
  afterEach(() => move.close());

  const begin = async () => (move = await SlotMove.begin(scene.servers, scene.store.keys.base(connection)));
  const address = (key: string) => ({ connection, key });

  async function running(...jobKeys: string[]): Promise<void> {
    for (const key of jobKeys) {
      const stored = await track(scene.store, job({ connection, key }));
      await scene.store.jobs.commit({ base: stored, ...seeing(stored.record, { startedAt: NOW }, NOW) });
    }
  }

  /** Writes down that it has ended well. */
  const end = (key: string, said: object = {}) =>
    scene.store.jobs.update(address(key), (stored) =>
      stored === null || stored.record.state === 'succeeded'
        ? null
        : seeing(stored.record, { state: 'succeeded', ...said }, NOW + 1, null),
    );

  it('is committed to as a whole, once the move is over', async () => {
    const jobKeys = ['a', 'b', 'c'];
    await running(...jobKeys);
    await begin();
    await move.move(scene.store.keys.events(connection));
    const ends = jobKeys.map((key) => failureOf(end(key)));
    await pause(300);
    expect((await move.left()).length).toBeGreaterThan(0);
    await move.finish();
    expect(await Promise.all(ends)).toEqual([null, null, null]);
    expect(await disagreements(scene.store, connection, jobKeys)).toEqual([]);
    expect((await scene.store.jobs.read(address('a')))?.record.state).toBe('succeeded');
  });

  it.each([
    ['the event stream', () => [scene.store.keys.events(connection)]],
    ['the record', (key: string) => [scene.store.keys.job(connection, key)]],
    ['the history', (key: string) => [scene.store.keys.history(connection, key)]],
    ['the schedule', () => [scene.store.keys.schedule(connection)]],
    ['the counter of versions', () => [scene.store.keys.version(connection)]],
    ['nothing', () => []],
  ])(
    'fails as a store that is away, having done nothing, while %s has moved for longer than that',
    async (_, names) => {
      await running('a');
      await begin();
      await move.move(...names('a'));
      const result = 'x'.repeat(20_000);
      const failures = await Promise.all([
        failureOf(end('a', { result })),
        failureOf(track(scene.store, job({ connection, key: 'new' }))),
        failureOf(scene.store.jobs.remove(address('a'))),
      ]);
      expect(failures.map((error) => error === null || isStoreFailure(error) || error)).toEqual([true, true, true]);
      await move.finish();
      expect(await disagreements(scene.store, connection, ['a', 'new'])).toEqual([]);
    },
  );

  it('is served by the next node once all its keys are there; what needs one that is nowhere waits for the slot', async () => {
    await running('a', 'b');
    await begin();
    await move.move(...(await move.left()));
    const read = await scene.store.jobs.readMany(['a', 'b', 'none'].map(address));
    expect(read.map((stored) => stored && 'record' in stored && stored.record.state)).toEqual([
      ...['running', 'running'],
      null,
    ]);
    const due = NOW + 2_000;
    const { jobs } = await scene.store.schedule.claim(connection, due, due + 10_000, 10);
    expect(jobs.map(({ record }) => record.key)).toEqual(['a', 'b']);
    const held = await scene.store.leases.hold([connection], 'a-worker', 60_000);
    expect(held.get(connection)).toBe(true);
    expect(await scene.store.leases.owner(connection)).toBe('a-worker');
    const failures = await Promise.all([
      failureOf(end('a')),
      failureOf(track(scene.store, job({ connection, key: 'new' }))),
    ]);
    expect(failures.map(isStoreFailure)).toEqual([true, true]);
    expect(await move.left()).toEqual([]);
    await move.finish();
    await Promise.all([end('a'), end('b'), track(scene.store, job({ connection, key: 'new' }))]);
    expect(await disagreements(scene.store, connection, ['a', 'b', 'new'])).toEqual([]);
  });

  it('remains readable', async () => {
    await running('a', 'b', 'c');
    await begin();
    await move.move(scene.store.keys.job(connection, 'b'));
    const read = await scene.store.jobs.readMany(['a', 'b', 'c', 'none'].map(address));
    expect(read.map((stored) => stored && 'record' in stored && stored.record.state)).toEqual([
      ...['running', 'running', 'running'],
      null,
    ]);
    expect((await scene.store.jobs.read(address('b')))?.record.key).toBe('b');
    const outlines = await scene.store.jobs.readOutlines(['a', 'b', 'c', 'none'].map(address));
    expect(outlines.map((outline) => outline && 'state' in outline && outline.state)).toEqual([
      ...['running', 'running', 'running'],
      null,
    ]);
    await move.finish();
    expect(await scene.store.jobs.readMany([address('a'), address('b')])).toHaveLength(2);
  });

  it('gives jobs that are due, or keeps them for the next who asks', async () => {
    await running('a', 'b', 'c');
    await begin();
    await move.move(scene.store.keys.job(connection, 'b'));
    const due = NOW + 2_000;
    const { jobs } = await scene.store.schedule.claim(connection, due, due + 10_000, 10);
    expect(jobs.map(({ record }) => record.key)).toEqual(['a', 'b', 'c']);
    await move.finish();
  });

  it('keeps place and deliveries of its webhooks together', async () => {
    const { outbox } = scene.store;
    const delivery = (text: string) => ({ subscription: 's', partition: 'job', text });
    await outbox.advance(connection, null, '1-1', [delivery('first')], NOW);
    await begin();
    await move.move(scene.store.keys.webhookPartition(connection, 's', 'job'));
    const failures = [
      failureOf(outbox.advance(connection, '1-1', '2-1', [delivery('second')], NOW)),
      failureOf(outbox.completeHead(connection, delivery('other'), null, NOW)),
    ];
    for (const failure of await Promise.all(failures)) expect(failure === null || isStoreFailure(failure)).toBe(true);
    await move.finish();
    const place = await outbox.position(connection);
    const waiting = await scene.store.redis.lrange(scene.store.keys.webhookPartition(connection, 's', 'job'), 0, -1);
    expect([place, waiting]).toEqual(place === '1-1' ? ['1-1', ['first']] : ['2-1', ['first', 'second']]);
    await outbox.drop(connection, 's');
    expect(await outbox.pending(connection)).toEqual([]);
  });

  it('loses nothing while its keys move one by one under load', async () => {
    const jobKeys = Array.from({ length: 40 }, (_, index) => `job-${index}`);
    await running(...jobKeys);
    const faults: unknown[] = [];
    const confirmed = new Set<string>();
    let isMoving = true;
    const write = async (own: readonly string[]) => {
      for (let turn = 0; isMoving || confirmed.size < jobKeys.length; turn += 1) {
        const key = own[turn % own.length]!;
        const progress = { percent: turn % 100, done: null, total: null, unit: null, estimatedEndAt: null };
        const change =
          turn < 2 * own.length && isMoving ? report(key, progress) : end(key).then(() => confirmed.add(key));
        await change.catch((error: unknown) => isStoreFailure(error) || faults.push(error));
      }
    };
    const report = (key: string, progress: object) =>
      scene.store.jobs.update(address(key), (stored) =>
        stored!.record.state === 'succeeded' ? null : seeing(stored!.record, { progress } as object, NOW + 1),
      );
    await begin();
    const writing = [0, 1, 2, 3].map((own) => write(jobKeys.filter((_, index) => index % 4 === own)));
    await move.finish({ atOnce: 10, pauseMs: 20 });
    isMoving = false;
    await Promise.all(writing);
    expect(faults).toEqual([]);
    expect(confirmed.size).toBe(jobKeys.length);
    expect(await disagreements(scene.store, connection, jobKeys)).toEqual([]);
  });
});

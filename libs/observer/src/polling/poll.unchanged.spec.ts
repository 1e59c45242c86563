import { applyDescription } from '#libs/jobs';
import { json } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer, runIs } from '../../test/datameer.scene.js';
import { latch, SECOND, type PollingScene } from '../../test/polling.scene.js';

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: spies } = import.meta as unknown as { jest: typeof jest };

let redis: RedisServer;
let scene: PollingScene;
let translations: jest.SpyInstance;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  translations = spies.spyOn(scene.context.provider, 'translate');
  runIs(scene, '9', 'RUNNING');
  await scene.poll('9');
  scene.now += SECOND;
});
afterEach(async () => {
  translations.mockRestore();
  await scene.close();
});

/** A client writes something of its own into the record. */
async function describeJob(name: string) {
  const described = await scene.store.jobs.update(scene.address('9'), (current) =>
    current ? { revised: applyDescription(current.record, { name }, scene.now) } : null,
  );
  expect(described.written).toBe(true);
}

describe('the same answer once more', () => {
  it('is not translated again, and makes the job as fresh as if it were', async () => {
    const before = await scene.job('9');
    expect(await scene.poll('9')).toEqual({ result: 'observed' });
    const after = await scene.job('9');
    expect(translations).toHaveBeenCalledTimes(1);
    expect(after).toEqual({
      ...before,
      check: after.check,
      observation: {
        ...before.observation,
        observedAt: scene.now,
        attemptedAt: scene.now,
        nextCheckAt: after.observation.nextCheckAt,
      },
    });
    expect(after.observation.nextCheckAt).toBeGreaterThan(scene.now);
    expect(await scene.scheduledAt('9')).toBe(after.observation.nextCheckAt);
  });

  it('is translated when anything was written in between', async () => {
    await describeJob('nightly');
    await scene.poll('9');
    expect(translations).toHaveBeenCalledTimes(2);
    await scene.poll('9');
    expect(translations).toHaveBeenCalledTimes(2);
    expect(await scene.job('9')).toMatchObject({ name: 'nightly', state: 'running' });
  });

  it('is translated by another process, whose mappings may be others', async () => {
    const another = scene.anotherProcess();
    await scene.poll('9', another);
    await scene.poll('9', another);
    expect(translations).toHaveBeenCalledTimes(2);
  });

  it('is translated after trouble, and ends it', async () => {
    runIs(scene, '9', { status: 404, body: '' });
    await scene.poll('9');
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    expect(translations).toHaveBeenCalledTimes(2);
    expect(await scene.job('9')).toMatchObject({ absence: null, observation: { status: 'fresh', failures: 0 } });
  });

  it('is asked for again when somebody writes while it is on its way', async () => {
    const { opened, open } = latch();
    runIs(scene, '9', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    scene.calls();
    const polling = scene.poll('9');
    await scene.upstream.arrived(1);
    await describeJob('nightly');
    runIs(scene, '9', 'COMPLETED');
    open();
    expect(await polling).toEqual({ result: 'observed' });
    expect(scene.calls()).toHaveLength(2);
    expect(await scene.job('9')).toMatchObject({ name: 'nightly', state: 'succeeded' });
  });

  it('brings no job back that was untracked meanwhile', async () => {
    const { opened, open } = latch();
    runIs(scene, '9', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    const polling = scene.poll('9');
    await scene.upstream.arrived(2);
    await scene.store.jobs.remove(scene.address('9'));
    open();
    await polling;
    expect(await scene.record('9')).toBeNull();
  });

  it('is translated each time where it means something else each time: a pointer', async () => {
    latestIs(scene, '88', '9', 'RUNNING');
    await scene.poll('config-88');
    const before = translations.mock.calls.length;
    await scene.poll('config-88');
    expect(translations.mock.calls.length).toBeGreaterThan(before);
  });
});

import { readable } from '#libs/store';
import { json } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { latch, SECOND, type PollingScene } from '../../test/polling.scene.js';

const running = json(200, { jobStatus: 'RUNNING', counters: {} });

let redis: RedisServer;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());

describe('an answer to a call that another worker’s poll has overtaken', () => {
  let scene: PollingScene;
  beforeEach(async () => (scene = await openDatameer(redis)));
  afterEach(() => scene.close());

  /** A poll whose answer comes only after another process has polled and learned something. */
  async function overtake(late: Parameters<typeof runIs>[2], meanwhile: Parameters<typeof runIs>[2]): Promise<void> {
    const { opened, open } = latch();
    runIs(scene, '9', running);
    await scene.poll('9');
    scene.calls();
    const reply = late as typeof running;
    runIs(scene, '9', { play: 'held', reply, until: opened });
    const polling = scene.poll('9');
    await scene.upstream.arrived(1);
    scene.now += 2 * SECOND;
    runIs(scene, '9', meanwhile);
    await scene.poll('9', scene.anotherProcess());
    scene.now += 2 * SECOND;
    open();
    await polling;
  }

  it('changes nothing', async () => {
    await overtake(running, json(200, { jobStatus: 'QUEUED', counters: {} }));
    const { state, observation, revision, trackedAt } = await scene.job('9');
    expect([state, revision - trackedAt]).toEqual(['queued', 2]);
    expect(observation.observedAt).toBe(scene.now - 2 * SECOND);
    expect((await scene.history('9')).map(({ to }) => to)).toEqual(['running', 'queued']);
  });

  it('does not bring back a job that is being missed', async () => {
    await overtake(running, { status: 404, body: '' });
    expect((await scene.job('9')).absence).toMatchObject({ answers: 1 });
  });

  it('does not take freshness away when it is a trouble', async () => {
    await overtake({ status: 500, body: '' }, running);
    expect((await scene.job('9')).observation).toMatchObject({ status: 'fresh', failures: 0 });
  });
});

describe('an admission that is refused while calls wait for their turn', () => {
  const KEYS = Array.from({ length: 60 }, (_, index) => String(index + 1));
  let scene: PollingScene;
  beforeEach(async () => {
    const limits = { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 };
    scene = await openDatameer(redis, { limits });
    for (const key of KEYS) runIs(scene, key, running);
    await pollKeys(KEYS);
    scene.calls();
    scene.now += SECOND;
  });
  afterEach(() => scene.close());

  async function pollKeys(keys: readonly string[]) {
    const known = (await scene.store.jobs.readMany(keys.map((key) => scene.address(key)))).map(readable);
    return scene.pollAll(keys.map((key, index) => ({ key, known: known[index]! })));
  }

  it.each([
    ['breaks every connection', { play: 'reset' } as const, 'unreachable', 5],
    ['asks for a pause', { status: 429, headers: { 'retry-after': '30' }, body: '' }, 'throttled', 1],
  ])('ends the polls of all when the upstream %s, and each job knows why', async (_what, play, status, needed) => {
    for (const key of KEYS) runIs(scene, key, play);
    await Promise.all([pollKeys(KEYS.slice(0, 30)), pollKeys(KEYS.slice(30))]);
    expect(scene.calls().length).toBeLessThanOrEqual(needed + 2 * 4);
    const jobs = await Promise.all(KEYS.map((key) => scene.job(key)));
    expect([...new Set(jobs.map(({ observation }) => observation.status))]).toEqual([status]);
    expect([...new Set(jobs.map(({ state }) => state))]).toEqual(['running']);
  });
});

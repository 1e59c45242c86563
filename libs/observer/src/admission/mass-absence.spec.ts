import { newRecord } from '#libs/jobs';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { SECOND, type PollingScene } from '../../test/polling.scene.js';
import { JobPoller } from '../polling/poll.js';
import { countEndedJobs } from './ended-jobs.js';

const KEYS = Array.from({ length: 20 }, (_, index) => String(index + 1));
const MISSING = { status: 404, body: '' };

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  areAll('RUNNING');
  await pollAll();
  scene.now += 40 * SECOND;
  await pollAll();
});
afterEach(() => scene.close());

const areAll = (said: Parameters<typeof runIs>[2], keys = KEYS) => keys.forEach((key) => runIs(scene, key, said));
const states = async () => {
  const jobs = await Promise.all(KEYS.map((key) => scene.job(key)));
  return jobs.reduce<Record<string, number>>(
    (counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }),
    {},
  );
};

async function pollAll(poller = scene.poller, keys = KEYS) {
  const subjects = await Promise.all(
    keys.map(async (key) => ({ key, known: await scene.store.jobs.read(scene.address(key)) })),
  );
  await scene.pollAll(subjects, {}, poller);
}

/** Looks every ten seconds. */
async function goOnFor(seconds: number, poller = scene.poller, keys = KEYS) {
  for (let passed = 0; passed < seconds; passed += 10, scene.now += 10 * SECOND) await pollAll(poller, keys);
}

describe('an upstream that denies all its jobs', () => {
  it('for some minutes loses none of them, and says that it is in doubt', async () => {
    areAll(MISSING);
    await goOnFor(150);
    expect(await states()).toEqual({ running: 20 });
    expect((await scene.job('1')).observation).toMatchObject({ status: 'stale', error: { code: 'mass-absence' } });
    expect((await scene.store.connectionStatus.read(scene.settings.name)).lastTrouble).toMatchObject({
      code: 'mass-absence',
    });
    areAll('COMPLETED');
    await goOnFor(10);
    expect(await states()).toEqual({ succeeded: 20 });
    expect((await scene.history('1')).map(({ to }) => to)).toEqual(['running', 'succeeded']);
  });

  it('has lost those that it still denies when it knows most of the others again', async () => {
    areAll(MISSING);
    await goOnFor(150);
    areAll('RUNNING', KEYS.slice(5));
    await goOnFor(20);
    expect(await states()).toEqual({ running: 15, lost: 5 });
  });

  it('for more than an hour has lost them', async () => {
    areAll(MISSING);
    await goOnFor(120);
    scene.now += 60 * 60 * SECOND;
    await goOnFor(10);
    expect(await states()).toEqual({ lost: 20 });
  });

  it('is in doubt for the worker that follows as well', async () => {
    areAll(MISSING);
    await goOnFor(100);
    const successor = scene.openContext();
    await successor.admission.load();
    await goOnFor(100, new JobPoller(successor));
    expect(await states()).toEqual({ running: 20 });
  });
});

describe('an upstream that has known none of the jobs it is asked for', () => {
  const unseen = ['101', '102', '103'];
  const statesOf = (keys: string[]) => Promise.all(keys.map(async (key) => (await scene.job(key)).state));
  beforeEach(async () => {
    scene.now += SECOND;
    areAll(MISSING, unseen);
    for (const key of unseen) {
      const record = newRecord({ ...scene.address(key), provider: 'datameer', kind: 'run', trackedAt: scene.now });
      await scene.store.jobs.acknowledge(record, () => ({ revised: { record, hasChanged: true, transition: null } }));
    }
  });

  it('has lost none of them, and tells of them once it knows them', async () => {
    await goOnFor(150, scene.poller, unseen);
    expect(await statesOf(unseen)).toEqual(['unknown', 'unknown', 'unknown']);
    areAll('RUNNING', unseen);
    await goOnFor(10, scene.poller, unseen);
    expect(await statesOf(unseen)).toEqual(['running', 'running', 'running']);
  });

  it('has lost them once it knows another one', async () => {
    await goOnFor(150, scene.poller, unseen);
    await pollAll(scene.poller, ['1']);
    await goOnFor(10, scene.poller, unseen);
    expect(await statesOf(unseen)).toEqual(['lost', 'lost', 'lost']);
  });
});

describe('an upstream that denies a few of its jobs', () => {
  it('has lost them for the worker that follows as well, when all others have ended by then', async () => {
    const vanished = KEYS.slice(15);
    areAll(MISSING, vanished);
    areAll('COMPLETED', KEYS.slice(0, 15));
    await pollAll();
    const successor = scene.openContext();
    await successor.admission.load();
    await countEndedJobs(successor);
    await goOnFor(200, new JobPoller(successor), vanished);
    expect(await states()).toEqual({ succeeded: 15, lost: 5 });
  });

  it('has lost them after three answers over a minute', async () => {
    areAll(MISSING, ['1', '2']);
    await goOnFor(80);
    expect(await states()).toEqual({ running: 18, lost: 2 });
  });
});

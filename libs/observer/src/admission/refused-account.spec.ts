import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { MINUTE, never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { withAdmission } from '../commands/upstream-operation.js';
import type { ConnectionContext } from '../connection-context.js';
import { JobPoller } from '../polling/poll.js';

const KEYS = Array.from({ length: 50 }, (_, index) => String(index + 1));
const REFUSED = { status: 401, body: '' };

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis, { limits: { ...LIMITS } });
  everyRunIs('RUNNING');
});
afterEach(() => scene.close());

const LIMITS = { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 };
const everyRunIs = (said: Parameters<typeof runIs>[2]) => {
  for (const key of KEYS) runIs(scene, key, said);
  if (said !== 'RUNNING') scene.plays.set('/rest/jobs/list-running', REFUSED);
};

async function pollAll(poller = scene.poller, name = scene.settings.name) {
  const subjects = await Promise.all(
    KEYS.map(async (key) => ({ key, known: await scene.store.jobs.read({ connection: name, key }) })),
  );
  return scene.pollAll(subjects, {}, poller);
}

/** What the schedule, readers and callers want in ten minutes, with the clock moved. */
async function tenMinutes(context: ConnectionContext = scene.context, poller = scene.poller) {
  for (let minutes = 0; minutes < 10; minutes += 0.5, scene.now += MINUTE / 2) {
    await pollAll(poller, context.settings.name);
    await scene.poll('1', poller);
    await withAdmission(context, () => context.provider.list!(context.session, never()));
  }
}

describe('an account that is refused', () => {
  it('is tried less than three times in ten minutes by fifty jobs, their readers and their callers', async () => {
    everyRunIs(REFUSED);
    await tenMinutes();
    expect(scene.calls()).toHaveLength(2);
  });

  it('is tried less than three times in ten minutes when the password changes while jobs are polled', async () => {
    await pollAll();
    scene.calls();
    everyRunIs(REFUSED);
    scene.now += MINUTE;
    await tenMinutes();
    expect(scene.calls()).toHaveLength(2);
    expect(scene.admission.refusal()).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringMatching(/log-on-refused/),
    });
    expect(await scene.job('7')).toMatchObject({ state: 'running', observation: { status: 'unauthorized' } });
  });

  it('is tried by no more calls than the connection has on their way at the moment of the change', async () => {
    await pollAll();
    scene.calls();
    everyRunIs(REFUSED);
    await pollAll();
    const onTheirWay = scene.calls().length;
    expect(onTheirWay).toBeLessThanOrEqual(LIMITS.concurrency);
    expect(onTheirWay).toBeGreaterThan(0);
    await tenMinutes();
    expect(scene.calls()).toHaveLength(onTheirWay > 1 ? 0 : 1);
  });

  it('counts together for two connections, and for the worker that follows', async () => {
    everyRunIs(REFUSED);
    const other = scene.openContext(scene.store, { ...scene.settings, name: 'dm-second' });
    await Promise.all([pollAll(), pollAll(new JobPoller(other), 'dm-second')]);
    expect(scene.calls()).toHaveLength(1);
    const successor = scene.openContext(scene.anotherStore());
    await tenMinutes(successor, new JobPoller(successor));
    expect(scene.calls()).toHaveLength(1);
    await tenMinutes(other, new JobPoller(other));
    expect(scene.calls()).toHaveLength(1);
    await successor.store.close();
  });

  it('is tried at once with other credentials, also by a worker that was started with them', async () => {
    everyRunIs(REFUSED);
    await pollAll();
    scene.calls();
    everyRunIs('RUNNING');
    const auth = { ...scene.settings.auth, password: 'another password' };
    const renewed = scene.openContext(scene.store, { ...scene.settings, auth });
    expect(await renewed.admission.load(() => renewed.session.isRefused())).toBe(true);
    await pollAll(new JobPoller(renewed));
    expect(scene.calls()).toHaveLength(KEYS.length);
    const outdated = scene.openContext(scene.store);
    expect(await outdated.admission.load(() => outdated.session.isRefused())).toBe(false);
  });

  it('is in use by every connection again as soon as one has found it accepted', async () => {
    everyRunIs(REFUSED);
    const other = scene.openContext(scene.store, { ...scene.settings, name: 'dm-second' });
    const otherPoller = new JobPoller(other);
    await pollAll();
    await pollAll(otherPoller, 'dm-second');
    scene.now += MINUTE + SECOND;
    everyRunIs('RUNNING');
    await pollAll();
    await pollAll(otherPoller, 'dm-second');
    for (const { admission } of [scene.context, other]) expect(admission.isCircuitClosed).toBe(true);
  });
});

import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { COMPLETE, jobIs, openHmc, RUNNING, track } from '../../test/hmc.scene.js';
import { BEGIN, latch, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { PushCoverageTracker } from './push-coverage-tracker.js';
import { PushSubscriptionManager } from './push-subscription-manager.js';

const KEY = '0b1c2d3e-0000-11f1-9a01-00106f0d81cb';

let redis: RedisServer;
let scene: PollingScene;
let desk: PushSubscriptionManager;
let coverage: PushCoverageTracker;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openHmc(redis);
  coverage = new PushCoverageTracker();
  scene.context.push = coverage;
  desk = new PushSubscriptionManager(scene.context, coverage, scene.poller);
  await desk.start();
});
afterEach(async () => {
  await desk.stop();
  await scene.close();
});

function connect(forGood = true): void {
  desk.status('connected', 'subscribed');
  desk.missed({ forGood });
}
const ended = (key: string) => eventually(async () => expect((await scene.job(key)).state).toBe('succeeded'));
const target = (key: string) => `/api/jobs/${key}`;

describe('a message about a job', () => {
  it('has it polled at once, and the record says why', async () => {
    await track(scene, KEY, BEGIN + MINUTE);
    jobIs(scene, KEY, COMPLETE);
    desk.jobChanged(KEY);
    await ended(KEY);
    expect((await scene.job(KEY)).observation.source).toBe('push');
    expect(scene.calls()).toEqual([target(KEY)]);
  });

  it('has one poll for many messages', async () => {
    await track(scene, KEY, BEGIN + MINUTE);
    jobIs(scene, KEY, COMPLETE);
    for (let times = 0; times < 100; times += 1) desk.jobChanged(KEY);
    await ended(KEY);
    desk.jobChanged(KEY);
    await desk.stop();
    expect(scene.calls()).toEqual([target(KEY)]);
  });

  it('is remembered until the start of the job has been recorded', async () => {
    jobIs(scene, KEY, COMPLETE);
    desk.jobChanged(KEY);
    await scene.store.jobs.readMany([scene.address(KEY)]);
    await track(scene, KEY, BEGIN + MINUTE);
    await ended(KEY);
  });

  it('has the job polled again when an older poll was still under way', async () => {
    await track(scene, KEY, BEGIN);
    const { opened, open } = latch();
    jobIs(scene, KEY, { play: 'held', until: opened, reply: RUNNING as { status: number } });
    const older = scene.poll(KEY);
    await scene.upstream.arrived(2);
    desk.jobChanged(KEY);
    jobIs(scene, KEY, COMPLETE);
    open();
    await older;
    await ended(KEY);
    expect(scene.calls()).toEqual([target(KEY), target(KEY)]);
  });

  it('makes no job of what nobody tracks', async () => {
    jobIs(scene, KEY, COMPLETE);
    desk.jobChanged(KEY);
    await track(scene, 'another', BEGIN + MINUTE);
    jobIs(scene, 'another', COMPLETE);
    desk.jobChanged('another');
    await ended('another');
    expect(await scene.record(KEY)).toBeNull();
    expect(scene.calls()).toEqual([target('another')]);
  });

  it('has hundreds polled together', async () => {
    const keys = Array.from({ length: 300 }, (_, number) => `job-${number}`);
    await Promise.all(keys.map((key) => track(scene, key, BEGIN + MINUTE)));
    for (const key of keys) jobIs(scene, key, COMPLETE);
    for (const key of keys) desk.jobChanged(key);
    await Promise.all(keys.map((key) => ended(key)));
    expect(scene.calls()).toHaveLength(300);
  });
});

describe('while the upstream is heard', () => {
  it('a job is polled once, and then for safety only', async () => {
    connect();
    await track(scene, KEY, BEGIN);
    jobIs(scene, KEY, RUNNING);
    await scene.poll(KEY);
    const { check, observation } = await scene.job(KEY);
    expect(check?.intervalMs).toBe(MINUTE);
    expect(check?.reason).toContain('the upstream tells of the end');
    expect(observation.nextCheckAt).toBeGreaterThanOrEqual(BEGIN + 0.9 * MINUTE);
  });

  it('a job that was there before its log-on is polled as ever', async () => {
    await track(scene, KEY, BEGIN);
    scene.now += SECOND;
    connect();
    jobIs(scene, KEY, RUNNING);
    await scene.poll(KEY);
    expect((await scene.job(KEY)).check?.reason).not.toContain('the upstream tells of the end');
  });
});

describe('after something was missed', () => {
  const KEYS = Array.from({ length: 40 }, (_, number) => `job-${number}`);
  const checks = async () => (await Promise.all(KEYS.map((key) => scene.scheduledAt(key)))).map((at) => at! - BEGIN);

  it('all jobs are polled soon, spread over half of the budget', async () => {
    scene.settings.limits.requestsPerSecond = 20;
    await Promise.all(KEYS.map((key, number) => track(scene, key, BEGIN + MINUTE + number)));
    connect();
    await eventually(async () => expect(Math.max(...(await checks()))).toBeLessThan(5 * SECOND));
    expect(await checks()).toEqual(KEYS.map((_, number) => number * 100));
  });

  it('no check is put off, and what is due soon stays as it is', async () => {
    scene.settings.limits.requestsPerSecond = 1;
    await Promise.all(KEYS.map((key, number) => track(scene, key, BEGIN + (number < 20 ? 9 : 12) * SECOND)));
    connect();
    await eventually(async () => expect((await checks())[20]).toBe(0));
    const [soon, later] = [(await checks()).slice(0, 20), (await checks()).slice(20)];
    expect(new Set(soon)).toEqual(new Set([9 * SECOND]));
    // In the order of their keys, as they are due at the same time.
    expect(Math.max(...later)).toBe(12 * SECOND);
  });

  it('a connection that ended is written down, with its reason', async () => {
    connect();
    desk.jobChanged('nobody');
    scene.now += SECOND;
    desk.status('disconnected', 'silent');
    const connectionStatus = () => scene.store.connectionStatus.read(scene.settings.name);
    await eventually(async () =>
      expect((await connectionStatus()).push).toEqual({
        status: 'disconnected',
        reason: 'silent',
        since: BEGIN + SECOND,
        lastMessageAt: BEGIN,
        foretold: 1,
      }),
    );
    expect(scene.log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['push connected', 'push disconnected']));
  });
});

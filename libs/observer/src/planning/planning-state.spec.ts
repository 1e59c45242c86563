import { json } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DETAILS, openDatameer } from '../../test/datameer.scene.js';
import { MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { JobPoller } from '../polling/poll.js';
import { PlanningState } from './planning-state.js';

const DURATION_MS = 3 * MINUTE;

describe('what a connection has learned', () => {
  let redis: RedisServer;
  let scene: PollingScene;
  let begun = 0;

  beforeAll(async () => {
    redis = await openRedis();
    scene = await openDatameer(redis);
  }, 30_000);
  afterAll(async () => {
    await scene.close();
    await redis.close();
  });

  const open = async () => {
    const context = scene.openContext();
    const { store, logger } = scene.context;
    const planning = new PlanningState({ connection: scene.settings.name, store, logger, now: () => scene.now });
    await planning.start();
    return { planning, poller: new JobPoller({ ...context, planning }) };
  };
  const tells = (key: string, jobStatus: string) =>
    scene.plays.set(`${DETAILS}${key}`, json(200, { jobStatus, counters: {} }));
  /** One run from the first poll to the one that sees its end. */
  const run = async (poller: JobPoller) => {
    const key = String((begun += 1));
    tells(key, 'RUNNING');
    await scene.pollAll([{ key, known: null }], {}, poller);
    scene.now += DURATION_MS - SECOND;
    const known = await scene.store.jobs.read(scene.address(key));
    await scene.pollAll([{ key, known }], {}, poller);
    tells(key, 'COMPLETED');
    scene.now += SECOND;
    await scene.poll(key, poller);
  };

  it('decides when the next run is polled, also in the process that takes over', async () => {
    const first = await open();
    for (let index = 0; index < 12; index += 1) await run(first.poller);
    await first.planning.stop();

    const { planning, poller } = await open();
    tells('900', 'RUNNING');
    await scene.pollAll([{ key: '900', known: null }], {}, poller);
    const { check, observation } = await scene.job('900');
    expect(check?.reason).toMatch(/^9 of 10 runs on this connection take (about )?(2 m 5\d s|3 m)/);
    expect(check?.forecast?.endAt).toBeGreaterThan(scene.now + 2.5 * MINUTE);
    expect(observation.nextCheckAt).toBeGreaterThan(scene.now + 30 * SECOND);
    expect(await scene.scheduledAt('900')).toBe(observation.nextCheckAt);
    await planning.stop();
  });

  it('makes watched jobs worth more polls', async () => {
    const { planning, poller } = await open();
    tells('901', 'RUNNING');
    await scene.store.watchers.add(scene.address('901'), scene.now + MINUTE);
    await planning.readWatchers();
    await scene.pollAll([{ key: '901', known: null }], {}, poller);
    expect((await scene.job('901')).check?.reason).toMatch(/watches it/);
    await planning.stop();
  });
});

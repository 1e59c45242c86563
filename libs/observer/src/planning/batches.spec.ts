import { newRecord } from '#libs/jobs';
import { json } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DETAILS, openDatameer } from '../../test/datameer.scene.js';
import { SECOND, type PollingScene } from '../../test/polling.scene.js';
import { JobPoller } from '../polling/poll.js';
import { PlanningState } from './planning-state.js';

const IN_A_BATCH = 40;
const BATCHES = 3;
const MEAN_MS = 6 * SECOND;
const TRIES = 10_000;
const AT_ONCE = 100;
const LEASE_MS = 60 * SECOND;

describe('batches that a worker runs', () => {
  let redis: RedisServer;
  let scene: PollingScene;
  /** When each run ends, by its key: the upstream knows nothing but what is so at the scene's time. */
  const endsAt = new Map<string, number>();

  beforeAll(async () => {
    redis = await openRedis();
    scene = await openDatameer(redis, { refresh: { minMs: 100, maxMs: 10 * SECOND } });
    scene.upstream.player = ({ target }) => {
      const key = target.slice(DETAILS.length);
      const hasEnded = scene.now >= (endsAt.get(key) ?? Infinity);
      return json(200, { jobStatus: hasEnded ? 'COMPLETED' : 'RUNNING', counters: {} });
    };
  }, 30_000);
  afterAll(async () => {
    await scene.close();
    await redis.close();
  });

  /** Durations at even steps of an exponential distribution, in an order that is not theirs. */
  const durationOf = (index: number): number =>
    -MEAN_MS * Math.log(1 - (((index * 17) % IN_A_BATCH) + 0.5) / IN_A_BATCH);

  async function startBatch(batch: number): Promise<void> {
    const { name: connection, provider } = scene.settings;
    for (let index = 0; index < IN_A_BATCH; index += 1) {
      const key = String(1_000 * (batch + 1) + index);
      const trackedAt = scene.now + index * 100;
      endsAt.set(key, trackedAt + durationOf(index));
      const record = newRecord({ connection, provider, key, kind: 'run', trackedAt });
      record.observation.nextCheckAt = trackedAt;
      await scene.store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
    }
  }

  /** Has all that is due observed, and moves the clock to what is due next, until nothing is. */
  async function runUntilAllHaveEnded(poller: JobPoller): Promise<number> {
    let polls = 0;
    for (let round = 0; round < TRIES; round += 1) {
      const { schedule } = scene.store;
      const { jobs, nextDueAt } = await schedule.claim(scene.settings.name, scene.now, scene.now + LEASE_MS, AT_ONCE);
      polls += jobs.length;
      if (jobs.length > 0) {
        const subjects = jobs.map((stored) => ({ key: stored.record.key, known: stored }));
        await scene.pollAll(subjects, {}, poller);
      } else if (nextDueAt === null) return polls;
      else scene.now = nextDueAt;
    }
    throw new Error('Not all runs came to an end.');
  }

  it('teach how long such runs take, and not how long those took that ended last', async () => {
    const { store, logger, settings } = scene.context;
    const planning = new PlanningState({ connection: settings.name, store, logger, now: () => scene.now });
    await planning.start();
    const poller = new JobPoller({ ...scene.openContext(), planning });
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await startBatch(batch);
      expect(await runUntilAllHaveEnded(poller)).toBeGreaterThan(IN_A_BATCH);
      scene.now += SECOND;
    }
    const { distribution, learned } = planning.statistics.of(null)!.durations;
    expect(learned).toBe(BATCHES * IN_A_BATCH);
    for (const share of [0.25, 0.5, 0.75, 0.9]) {
      const took = -MEAN_MS * Math.log(1 - share);
      expect(Math.abs(Math.log(distribution.quantile(share)! / took))).toBeLessThan(0.5);
    }
    await planning.stop();
  });
});

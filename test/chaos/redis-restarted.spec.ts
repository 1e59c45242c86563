import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../stage/index.js';
import { openChaos, type ChaosStage } from './chaos.stage.js';
import { JobPopulation, POPULATED } from './job.population.js';
import { randomOf } from './seeded.random.js';
import { complaintsOf, countUnfinished } from './verdict.js';

const JOBS = 1_000;

describe('Redis restarted under the worker', () => {
  let chaos: ChaosStage;
  let population: JobPopulation;

  beforeAll(async () => {
    const random = randomOf('Redis restarted');
    chaos = await openChaos({ workers: 1, redis: ['--appendonly', 'yes'] });
    const { stage, store } = chaos;
    population = await JobPopulation.gather(stage, random, { jobs: JOBS, lives: [1_000, 18_000], vanishing: 2 });
    await population.track(store);
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await pause(random.whole(1_000, 3_000));
      await stage.redis.kill(signal);
      await pause(random.whole(0, 3_000));
      await stage.redis.restart();
    }
    await pause(random.whole(1_000, 2_000));
    // As when a host is short of memory: longer than a short command may take.
    stage.redis.pause();
    await pause(6_000);
    stage.redis.resume();
    await eventually(async () => expect(await countUnfinished(store, POPULATED)).toBe(0), 60_000);
  }, 150_000);

  afterAll(() => chaos?.close());

  it('brings every job to its true end', async () => {
    expect((await complaintsOf(chaos.store, population.members, await population.truth())).slice(0, 20)).toEqual([]);
  }, 30_000);

  it('ends no worker', () => {
    expect(chaos.fallen()).toEqual([]);
  });
});

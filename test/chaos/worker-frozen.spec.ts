import { setTimeout as pause } from 'node:timers/promises';
import { eventually, type StageWorker } from '../stage/index.js';
import { ALL, openChaos, type ChaosStage } from './chaos.stage.js';
import { JobPopulation, POPULATED } from './job.population.js';
import { randomOf } from './seeded.random.js';
import { complaintsOf, countUnfinished } from './verdict.js';

const JOBS = 1_000;
const FROZEN_MS = 15_000;

describe(`a worker frozen for ${FROZEN_MS / 1_000} s, and continued when another has taken over`, () => {
  let chaos: ChaosStage;
  let population: JobPopulation;
  let frozen: StageWorker;
  let other: StageWorker;

  beforeAll(async () => {
    const random = randomOf('worker frozen');
    chaos = await openChaos({ workers: 1 });
    const { stage, store } = chaos;
    frozen = stage.worker;
    other = await stage.startWorker();
    population = await JobPopulation.gather(stage, random, { jobs: JOBS, lives: [1_000, 25_000], vanishing: 2 });
    await population.track(store);
    await pause(random.whole(1_000, 3_000));
    frozen.signal('SIGSTOP');
    const frozenAt = Date.now();
    await eventually(() => expect(other.ownedConnections().sort()).toEqual([...ALL].sort()), 30_000);
    process.stdout.write(`taken over after ${Date.now() - frozenAt} ms\n`);
    await pause(Math.max(0, frozenAt + FROZEN_MS - Date.now()));
    frozen.signal('SIGCONT');
    // A worker that takes over doubts denials of before for a minute; connections change hands once more now.
    await eventually(async () => expect(await countUnfinished(store, POPULATED)).toBe(0), 120_000);
  }, 240_000);

  afterAll(() => chaos?.close());

  it('brings every job to its true end', async () => {
    expect((await complaintsOf(chaos.store, population.members, await population.truth())).slice(0, 20)).toEqual([]);
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);

  it('leaves every connection with exactly one worker', async () => {
    await eventually(
      () => expect([...frozen.ownedConnections(), ...other.ownedConnections()].sort()).toEqual([...ALL].sort()),
      20_000,
    );
  }, 30_000);
});

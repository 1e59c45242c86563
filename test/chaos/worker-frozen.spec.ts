import { setTimeout as pause } from 'node:timers/promises';
import { CONNECTIONS, eventually, type StageWorker } from '../stage/index.js';
import { ALL, CONCURRENCY, openChaos, type ChaosStage } from './chaos.stage.js';
import { Crowd, CROWDED } from './crowd.js';
import { chanceOf } from './seeded.js';
import { complaintsOf, countUnfinished } from './verdict.js';

const JOBS = 1_000;
const FROZEN_MS = 15_000;

describe(`a worker frozen for ${FROZEN_MS / 1_000} s, and continued when another has taken over`, () => {
  let chaos: ChaosStage;
  let crowd: Crowd;
  let frozen: StageWorker;
  let other: StageWorker;
  let cared: string[];

  beforeAll(async () => {
    const chance = chanceOf('worker frozen');
    chaos = await openChaos({ workers: 1 });
    const { stage, store } = chaos;
    frozen = stage.worker;
    other = await stage.startWorker();
    crowd = await Crowd.gather(stage, chance, { jobs: JOBS, lives: [1_000, 25_000], vanishing: 2 });
    await crowd.track(store);
    await pause(chance.whole(1_000, 3_000));
    frozen.signal('SIGSTOP');
    const frozenAt = Date.now();
    await other.takesCareOf(ALL);
    process.stdout.write(`taken over after ${Date.now() - frozenAt} ms\n`);
    await pause(Math.max(0, frozenAt + FROZEN_MS - Date.now()));
    frozen.signal('SIGCONT');
    await Promise.all(ALL.map((connection) => frozen.says('connection given up', { connection }, 20_000)));
    cared = await Promise.all(ALL.map(async (connection) => (await store.board.owner(connection)) ?? 'nobody'));
    await eventually(async () => expect(await countUnfinished(store, CROWDED)).toBe(0), 60_000);
  }, 150_000);

  afterAll(() => chaos?.close());

  it('brings every job to its true end', async () => {
    expect((await complaintsOf(chaos.store, crowd.members, await crowd.truth())).slice(0, 20)).toEqual([]);
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);

  it('leaves every connection in the care of the other alone', async () => {
    expect(new Set(cared).size).toBe(1);
    expect(cared).not.toContain('nobody');
    const taken = frozen.log.filter(({ message }) => message === 'connection taken into care').length;
    const givenUp = frozen.log.filter(({ message }) => message === 'connection given up').length;
    expect(givenUp).toBe(taken);
    await frozen.kill('SIGKILL');
    expect(other.isRunning).toBe(true);
  });

  it('loads no upstream with more than two workers may', async () => {
    for (const connection of CROWDED) {
      const { concurrentPeak } = await chaos.stage.simulator.of(CONNECTIONS[connection]).calls();
      expect(concurrentPeak).toBeLessThanOrEqual(2 * CONCURRENCY);
    }
  });
});

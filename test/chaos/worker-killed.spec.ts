import { isTerminal } from '#libs/jobs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, type StageWorker } from '../stage/index.js';
import { ALL, FASTEST_CHECK_MS, openChaos, type ChaosStage } from './chaos.stage.js';
import { JobPopulation, POPULATED, type Truth } from './job.population.js';
import { randomOf } from './seeded.random.js';
import { trackSlot, type SlotTruth } from './slot.js';
import { complaintsOf, countUnfinished, eventsOf } from './verdict.js';

const JOBS = 5_000;
const KILLS = 10;
const FIRST_END_MS = 3_000;
const LAST_END_MS = 85_000;

describe(`${JOBS} jobs under way while their worker is killed ${KILLS} times`, () => {
  let chaos: ChaosStage;
  let population: JobPopulation;
  let truth: ReadonlyMap<string, Truth>;
  let slot: SlotTruth;

  beforeAll(async () => {
    const random = randomOf('worker killed');
    chaos = await openChaos({ workers: 1 });
    const { stage, store } = chaos;
    population = await JobPopulation.gather(stage, random, {
      jobs: JOBS,
      lives: [FIRST_END_MS, LAST_END_MS],
      vanishing: 2,
    });
    const startedAt = Date.now();
    await population.track(store);
    const slotPlayed = trackSlot(stage, store, random, LAST_END_MS);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const worker = stage.workers.at(-1)!;
      await worker.ownsConnections(ALL, 30_000);
      await pause(random.whole(50, 4_000));
      const left = await countUnfinished(store, POPULATED);
      await chaos.end(worker, 'SIGKILL');
      process.stdout.write(`kill ${kill} after ${Date.now() - startedAt} ms, ${left} jobs under way\n`);
      await stage.startWorker();
    }
    slot = await slotPlayed;
    process.stdout.write(`the workers complained: ${JSON.stringify(complaintsOfWorkers(stage.workers))}\n`);
    await eventually(async () => expect(await countUnfinished(store, POPULATED)).toBe(0), 150_000);
    truth = await population.truth();
    process.stdout.write(`all have ended after ${Date.now() - startedAt} ms\n`);
  }, 300_000);

  afterAll(() => chaos?.close());

  it('brings every job to its true end: none is lost, doubled or stuck', async () => {
    expect(population.members).toHaveLength(JOBS);
    expect((await complaintsOf(chaos.store, population.members, truth)).slice(0, 20)).toEqual([]);
  }, 60_000);

  it('follows the one slot of the SBC to the end of its last operation', async () => {
    await eventually(async () => {
      const pointer = await chaos.store.jobs.read({ connection: 'sbc-edge', key: 'last' });
      expect(pointer?.record.state).toBe(slot.state);
      const run = await chaos.store.jobs.read({ connection: 'sbc-edge', key: pointer!.record.targetKey! });
      expect([run?.record.state, run?.record.operation]).toEqual([slot.state, slot.operation]);
    }, 20_000);
    const runs = new Set(
      (await eventsOf(chaos.store, 'sbc-edge')).map(({ key }) => key).filter((key) => key !== 'last'),
    );
    for (const key of runs) {
      const history = await chaos.store.jobs.history({ connection: 'sbc-edge', key });
      expect([key, history.filter(({ to }) => isTerminal(to)).length]).toEqual([key, 1]);
    }
    expect(runs.size).toBeLessThanOrEqual(slot.operations);
  }, 30_000);

  it('asks for no job more often than the schedule allows', () => {
    const calls = [...truth.values()].map((job) => job.calls);
    const most = ({ state, lifeMs }: Truth) => {
      // Absence is asked for again and again; a killed worker's last poll is repeated.
      const watchedMs = state === 'lost' ? LAST_END_MS * 2 : lifeMs;
      return Math.ceil(watchedMs / (FASTEST_CHECK_MS * 0.9)) + KILLS + 2;
    };
    const sum = calls.reduce((total, one) => total + one, 0);
    process.stdout.write(`${sum} calls for ${calls.length} jobs, at most ${Math.max(...calls)} for one\n`);
    const tooOften = [...truth.values()].filter((job) => job.calls > most(job) || job.calls === 0);
    expect(tooOften.slice(0, 5)).toEqual([]);
  });

  it('leaves no worker that fell by itself', () => {
    expect(chaos.fallen()).toEqual([]);
  });
});

/** How often the workers logged a trouble, by its code. */
function complaintsOfWorkers(workers: readonly StageWorker[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { level, message, connection, code } of workers.flatMap(({ log }) => log)) {
    if (level === 'info' || message === 'configuration') continue;
    const what = [message, connection, code].filter(Boolean).join(', ');
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

import { readable } from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../stage/index.js';
import { openChaos, type ChaosStage } from './chaos.stage.js';
import { Crowd, CROWDED } from './crowd.js';
import { chanceOf } from './seeded.js';
import { complaintsOf, countUnfinished } from './verdict.js';

const JOBS = 1_000;
/** What a supervisor such as Kubernetes is told to grant at least. */
const STOP_WITHIN_MS = 10_000;

/** The care of a connection ends after six seconds without a word, the lease of a job after ten. */
const DEATH_COSTS_MS = 16_000;

describe('two workers replaced one after the other', () => {
  let chaos: ChaosStage;
  let crowd: Crowd;
  const stops: { code: number | null; milliseconds: number }[] = [];

  beforeAll(async () => {
    const chance = chanceOf('workers replaced');
    chaos = await openChaos({ workers: 2 });
    const { stage, store } = chaos;
    crowd = await Crowd.gather(stage, chance, { jobs: JOBS, lives: [1_000, 18_000] });
    await crowd.track(store);
    for (const old of [...stage.workers]) {
      await pause(chance.whole(1_500, 3_000));
      await stage.startWorker();
      const startedAt = Date.now();
      const { code } = await chaos.end(old, 'SIGTERM');
      stops.push({ code, milliseconds: Date.now() - startedAt });
    }
    process.stdout.write(`stopped within ${stops.map(({ milliseconds }) => milliseconds).join(' and ')} ms\n`);
    await eventually(async () => expect(await countUnfinished(store, CROWDED)).toBe(0), 60_000);
  }, 120_000);

  afterAll(() => chaos?.close());

  it('ends each old worker in good order, within the time that it is granted', () => {
    expect(stops.map(({ code }) => code)).toEqual([0, 0]);
    for (const { milliseconds } of stops) expect(milliseconds).toBeLessThan(STOP_WITHIN_MS);
  });

  it('brings every job to its true end', async () => {
    expect((await complaintsOf(chaos.store, crowd.members, await crowd.truth())).slice(0, 20)).toEqual([]);
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);

  it('hands the jobs over sooner than if the old ones had died', async () => {
    const gaps = await Promise.all(CROWDED.map((connection) => longestSilence(connection)));
    process.stdout.write(`longest silence of a connection: ${Math.max(...gaps)} ms\n`);
    expect(Math.max(...gaps)).toBeLessThan(DEATH_COSTS_MS);
  });

  /** Jobs end all the time: between two ends that were seen lies no more than the time without care. */
  async function longestSilence(connection: (typeof CROWDED)[number]): Promise<number> {
    const members = crowd.members.filter((member) => member.connection === connection);
    const stored = (await chaos.store.jobs.readMany(members)).map(readable);
    const seenAt = stored.map((one) => one!.record.changedAt).sort((one, other) => one - other);
    return Math.max(...seenAt.slice(1).map((at, index) => at - seenAt[index]!));
  }
});

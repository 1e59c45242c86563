import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../stage/index.js';
import { openChaos, type ChaosStage } from './chaos.stage.js';
import { JobPopulation, POPULATED } from './job.population.js';
import { randomOf } from './seeded.random.js';
import { complaintsOf, countUnfinished } from './verdict.js';

const JOBS = 1_000;
/** What a supervisor such as Kubernetes is told to grant at least. */
const STOP_WITHIN_MS = 10_000;

describe('two workers replaced one after the other', () => {
  let chaos: ChaosStage;
  let population: JobPopulation;
  const stops: { code: number | null; milliseconds: number }[] = [];
  /** Connections of an old worker that were still its own when it had ended. */
  const kept: string[] = [];
  let handedOver = 0;

  beforeAll(async () => {
    const random = randomOf('workers replaced');
    chaos = await openChaos({ workers: 2 });
    const { stage, store } = chaos;
    population = await JobPopulation.gather(stage, random, { jobs: JOBS, lives: [1_000, 18_000] });
    await population.track(store);
    for (const old of [...stage.workers]) {
      await pause(random.whole(1_500, 3_000));
      await stage.startWorker();
      const owners = await ownersOf(old.ownedConnections());
      const startedAt = Date.now();
      const { code } = await chaos.end(old, 'SIGTERM');
      const owned = await ownersOf([...owners.keys()]);
      kept.push(...[...owners].filter(([name, owner]) => owned.get(name) === owner).map(([name]) => name));
      handedOver += owners.size;
      stops.push({ code, milliseconds: Date.now() - startedAt });
    }
    process.stdout.write(`stopped within ${stops.map(({ milliseconds }) => milliseconds).join(' and ')} ms\n`);
    await eventually(async () => expect(await countUnfinished(store, POPULATED)).toBe(0), 60_000);
  }, 120_000);

  afterAll(() => chaos?.close());

  it('ends each old worker in good order, within the time that it is granted', () => {
    expect(stops.map(({ code }) => code)).toEqual([0, 0]);
    for (const { milliseconds } of stops) expect(milliseconds).toBeLessThan(STOP_WITHIN_MS);
  });

  it('brings every job to its true end', async () => {
    expect((await complaintsOf(chaos.store, population.members, await population.truth())).slice(0, 20)).toEqual([]);
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);

  it('has given up every connection when it ends, so that nobody waits for its lease', () => {
    expect(handedOver).toBeGreaterThan(0);
    expect(kept).toEqual([]);
  });

  /** The worker with the lease of each connection. */
  async function ownersOf(connections: readonly string[]): Promise<Map<string, string | null>> {
    const owners = connections.map(async (name) => [name, await chaos.store.leases.owner(name)] as const);
    return new Map(await Promise.all(owners));
  }
});

import { isTerminal } from '#libs/jobs';
import { readable } from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import { CONNECTIONS, eventually } from '../stage/index.js';
import { CONCURRENCY, openChaos, SLOWEST_CHECK_MS, type ChaosStage } from './chaos.stage.js';
import { JobPopulation, POPULATED, type PopulatedName } from './job.population.js';
import { randomOf } from './seeded.random.js';
import { complaintsOf, countUnfinished, eventsOf, type StreamEvent } from './verdict.js';

const JOBS = 1_000;
const REFUSING: readonly PopulatedName[] = ['hmc-lab', 'dm-prod'];
const SILENT: readonly PopulatedName[] = ['otc-prod', 'analyzer'];
const AWAY_MS = 12_000;
/** Answers that were on their way when the upstream went have come, or timed out, and are written down. */
const ON_THEIR_WAY_MS = 3_000;
/** A job may have been polled just before, and its next poll time out. */
const NOTICED_AFTER_MS = SLOWEST_CHECK_MS * 1.1 + 2_000 + 1_500;

describe('upstreams away for a while', () => {
  let chaos: ChaosStage;
  let population: JobPopulation;
  let away: { from: number; until: number };
  /** How well each unfinished job was known after a while of it. */
  let statuses: string[];
  /** How often those that take calls and never answer were called meanwhile. */
  let failedCalls: number[];

  beforeAll(async () => {
    const random = randomOf('upstreams away');
    chaos = await openChaos({ workers: 1 });
    const { stage, store } = chaos;
    population = await JobPopulation.gather(stage, random, { jobs: JOBS, lives: [8_000, 30_000] });
    await population.track(store);
    await eventually(async () => expect(await countUnseen()).toBe(0), 30_000);
    await pause(random.whole(500, 2_000));
    await Promise.all([
      ...REFUSING.map((name) => upstreamOf(name).injectFault({ kind: 'refuse-connections' })),
      ...SILENT.map((name) => upstreamOf(name).injectFault({ kind: 'timeout' })),
    ]);
    // Behind the trouble: calls that were answered just before it did not fail.
    await Promise.all(SILENT.map((name) => upstreamOf(name).resetCalls()));
    const from = Date.now();
    await pause(NOTICED_AFTER_MS);
    const stored = (await store.jobs.readMany(population.members)).map(readable);
    statuses = stored
      .filter((one) => !isTerminal(one!.record.state))
      .map((one) => `${one!.record.connection} ${one!.record.observation.status}`);
    await pause(AWAY_MS - NOTICED_AFTER_MS);
    failedCalls = await Promise.all(SILENT.map(async (name) => (await upstreamOf(name).calls()).total));
    away = { from: from + ON_THEIR_WAY_MS, until: Date.now() };
    await stage.simulator.clearFaults();
    await eventually(async () => expect(await countUnfinished(store, POPULATED)).toBe(0), 90_000);
  }, 150_000);

  afterAll(() => chaos?.close());

  async function countUnseen(): Promise<number> {
    const counts = await Promise.all(POPULATED.map((name) => chaos.store.index.counts(name)));
    return counts.reduce((sum, { unknown }) => sum + unknown, 0);
  }

  const upstreamOf = (connection: PopulatedName) => chaos.stage.simulator.of(CONNECTIONS[connection]);

  it('says of every unfinished job that its upstream is unreachable', () => {
    expect(statuses.length).toBeGreaterThan(JOBS / 20);
    expect([...new Set(statuses)].sort()).toEqual(POPULATED.map((name) => `${name} unreachable`).sort());
  });

  it('changes no state because of it', async () => {
    const events = (await Promise.all(POPULATED.map((name) => eventsOf(chaos.store, name)))).flat();
    const isMove = ({ at, from, to }: StreamEvent) => from !== to && at >= away.from && at <= away.until;
    expect(events.filter(isMove).slice(0, 5)).toEqual([]);
  });

  it('stops calling one that does not answer, but for a probe now and then', () => {
    // Those under way when it went silent, those begun before five had failed, and the probes.
    process.stdout.write(`failed calls: ${failedCalls.join(' and ')}\n`);
    for (const calls of failedCalls) expect(calls).toBeLessThan(CONCURRENCY + 24);
  });

  it('brings every job to its true end afterwards', async () => {
    expect((await complaintsOf(chaos.store, population.members, await population.truth())).slice(0, 20)).toEqual([]);
    const stored = (await chaos.store.jobs.readMany(population.members)).map(readable);
    expect(new Set(stored.map((one) => one!.record.observation.status))).toEqual(new Set(['fresh']));
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);
});

import { isTerminal } from '#libs/jobs';
import { setTimeout as pause } from 'node:timers/promises';
import { CONNECTIONS, eventually } from '../stage/index.js';
import { openChaos, SLOWEST_CHECK_MS, type ChaosStage } from './chaos.stage.js';
import { Crowd, CROWDED, type CrowdedName } from './crowd.js';
import { chanceOf } from './seeded.js';
import { complaintsOf, countUnfinished, eventsOf, type StreamEvent } from './verdict.js';

const JOBS = 1_000;
const AWAY_MS = 12_000;
/** Answers that were on their way when the upstream went. */
const ON_THEIR_WAY_MS = 500;
/** A job may have been looked at just before, and its next look time out. */
const NOTICED_AFTER_MS = SLOWEST_CHECK_MS * 1.1 + 2_000 + 1_500;

describe('upstreams away for a while', () => {
  let chaos: ChaosStage;
  let crowd: Crowd;
  let away: { from: number; until: number };
  /** How well each unfinished job was known after a while of it. */
  let statuses: string[];

  beforeAll(async () => {
    const chance = chanceOf('upstreams away');
    chaos = await openChaos({ workers: 1 });
    const { stage, store } = chaos;
    crowd = await Crowd.gather(stage, chance, { jobs: JOBS, lives: [1_000, 30_000] });
    await crowd.track(store);
    await pause(chance.whole(4_000, 6_000));
    await Promise.all(CROWDED.map((name, nth) => leave(name, nth % 2 === 0)));
    const from = Date.now();
    await pause(NOTICED_AFTER_MS);
    const stored = await store.jobs.readMany(crowd.members);
    statuses = stored
      .filter((one) => !isTerminal(one!.record.state))
      .map((one) => `${one!.record.connection} ${one!.record.observation.status}`);
    await pause(AWAY_MS - NOTICED_AFTER_MS);
    away = { from: from + ON_THEIR_WAY_MS, until: Date.now() };
    await stage.simulator.clearTroubles();
    await eventually(async () => expect(await countUnfinished(store, CROWDED)).toBe(0), 90_000);
  }, 150_000);

  afterAll(() => chaos?.close());

  /** One refuses connections, the next lets every call wait in vain. */
  async function leave(connection: CrowdedName, isRefusing: boolean): Promise<void> {
    const upstream = chaos.stage.simulator.of(CONNECTIONS[connection]);
    await upstream.trouble({ kind: isRefusing ? 'refuse-connections' : 'timeout' });
  }

  it('says of every unfinished job that its upstream is unreachable', () => {
    expect(statuses.length).toBeGreaterThan(JOBS / 3);
    expect([...new Set(statuses)].sort()).toEqual(CROWDED.map((name) => `${name} unreachable`).sort());
  });

  it('changes no state because of it', async () => {
    const events = (await Promise.all(CROWDED.map((name) => eventsOf(chaos.store, name)))).flat();
    const isMove = ({ at, from, to }: StreamEvent) => from !== to && at >= away.from && at <= away.until;
    expect(events.filter(isMove)).toEqual([]);
  });

  it('brings every job to its true end afterwards', async () => {
    expect((await complaintsOf(chaos.store, crowd.members, await crowd.truth())).slice(0, 20)).toEqual([]);
    const stored = await chaos.store.jobs.readMany(crowd.members);
    expect(new Set(stored.map((one) => one!.record.observation.status))).toEqual(new Set(['fresh']));
    expect(chaos.fallen()).toEqual([]);
  }, 30_000);
});

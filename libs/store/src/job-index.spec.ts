import type { JobState } from '#libs/jobs';
import fc from 'fast-check';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../test/store.scene.js';
import type { IndexPosition } from './job-index.js';

interface Placed {
  connection: string;
  key: string;
  state: JobState;
  changedAt: number;
}

const NEWEST_FIRST = (one: Placed, other: Placed) =>
  other.changedAt - one.changedAt ||
  Number(one.connection > other.connection) - Number(one.connection < other.connection) ||
  Buffer.compare(Buffer.from(other.key), Buffer.from(one.key));

describe.each(DEPLOYMENTS)('the index of jobs on %s', (deployment) => {
  let scene: StoreScene;
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  const index = () => scene.store.index;

  async function place(jobs: readonly Placed[]): Promise<void> {
    await Promise.all(
      jobs.map(async ({ connection, key, state, changedAt }) => {
        const stored = await track(scene.store, job({ connection, key, trackedAt: changedAt }));
        if (state === 'unknown') return;
        await scene.store.jobs.commit({ base: stored, ...seeing(stored.record, { state }, changedAt) });
      }),
    );
  }

  async function allPages(connections: string[], states: JobState[] | null, limit: number): Promise<IndexPosition[]> {
    const seen: IndexPosition[] = [];
    for (let after: IndexPosition | null = null; ; after = seen.at(-1)!) {
      const page = await index().latest(connections, states, after, limit);
      seen.push(...page);
      if (page.length < limit) return seen;
    }
  }

  it('names the latest changes first', async () => {
    const connection = 'order';
    await place(
      [3, 1, 2].map((at) => ({ connection, key: `job-${at}`, state: 'running' as const, changedAt: NOW + at })),
    );
    const found = await index().latest([connection], null, null, 2);
    expect(found).toEqual([
      { connection, key: 'job-3', changedAt: NOW + 3 },
      { connection, key: 'job-2', changedAt: NOW + 2 },
    ]);
  });

  it('counts the jobs in each state', async () => {
    const states = ['running', 'running', 'failed', 'unknown'] as const;
    await place(states.map((state, nth) => ({ connection: 'counted', key: `job-${nth}`, state, changedAt: NOW })));
    expect(await index().counts('counted')).toMatchObject({ running: 2, failed: 1, unknown: 1, succeeded: 0 });
  });

  it('pages through everything once, however many changed at the same time in however many connections', async () => {
    const one = fc.record({
      connection: fc.constantFrom('a', 'b', 'c-1'),
      key: fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.constantFrom('é', 'z', '\uffee', '😀', '😁')),
      state: fc.constantFrom<JobState>('unknown', 'running', 'queued', 'failed'),
      changedAt: fc.integer({ min: NOW, max: NOW + 2 }),
    });
    const lists = fc.uniqueArray(one, { maxLength: 60, selector: ({ connection, key }) => `${connection}~${key}` });
    const states = fc.constantFrom<JobState[] | null>(null, ['running'], ['running', 'failed', 'succeeded']);
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 9 }), states, async (list, limit, wanted) => {
        const suffix = `x${(tests += 1)}`;
        const placed = list.map((entry) => ({ ...entry, connection: `${entry.connection}${suffix}` }));
        await place(placed);
        const connections = ['a', 'b', 'c-1'].map((name) => `${name}${suffix}`);
        const seen = await allPages(connections, wanted, limit);
        const expected = placed.filter(({ state }) => wanted === null || wanted.includes(state)).sort(NEWEST_FIRST);
        expect(seen).toEqual(expected.map(({ connection, key, changedAt }) => ({ connection, key, changedAt })));
      }),
      { numRuns: 40, seed: 20_261_121 },
    );
  }, 60_000);

  it('finds its place among 2,000 jobs of the same moment', async () => {
    const connections = ['many-a', 'many-b'];
    const placed = connections.flatMap((connection) =>
      Array.from({ length: 1_000 }, (_, nth): Placed => ({
        connection,
        key: `k${nth}`,
        state: 'unknown',
        changedAt: NOW,
      })),
    );
    await place(placed);
    const seen = await allPages(connections, null, 50);
    expect(seen.map(({ connection, key }) => `${connection}~${key}`)).toEqual(
      placed.sort(NEWEST_FIRST).map(({ connection, key }) => `${connection}~${key}`),
    );
  }, 30_000);

  it('goes on behind a job that has been forgotten since the last page', async () => {
    const connection = 'gone';
    await place(['a', 'b', 'c', 'd'].map((key) => ({ connection, key, state: 'running' as const, changedAt: NOW })));
    const [first, second] = await index().latest([connection], null, null, 2);
    await scene.store.jobs.forget(second!);
    const rest = await index().latest([connection], null, second!, 10);
    expect([first, second, ...rest].map((position) => position?.key)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('never shows twice a job that changes while somebody pages', async () => {
    const connection = 'moving';
    await place(
      Array.from({ length: 30 }, (_, nth) => ({
        connection,
        key: `k${nth}`,
        state: 'running' as const,
        changedAt: NOW,
      })),
    );
    const seen: string[] = [];
    let after: IndexPosition | null = null;
    for (let page = 0; page < 20; page += 1) {
      const found: IndexPosition[] = await index().latest([connection], null, after, 4);
      if (found.length === 0) break;
      seen.push(...found.map(({ key }) => key));
      after = found.at(-1)!;
      const key = `k${page}`;
      await scene.store.jobs.update({ connection, key }, (current) =>
        seeing(current!.record, { state: 'queued' }, NOW + 10 + page),
      );
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
});

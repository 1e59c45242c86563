import type { JobState } from '#libs/jobs';
import fc from 'fast-check';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, tracking, type StoreScene } from '../../test/store.scene.js';
import { orderOf, type IndexPage, type IndexPosition } from './index-order.js';

interface Placed {
  connection: string;
  key: string;
  state: JobState;
  changedAt: number;
  startedAt?: number | null;
}

const idOf = ({ connection, key }: { connection: string; key: string }) => `${connection}~${key}`;

const positionIn =
  (by: 'changedAt' | 'startedAt') =>
  ({ connection, key, ...times }: Placed): IndexPosition => ({ at: times[by] ?? null, connection, key });

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
      jobs.map(async ({ connection, key, state, changedAt, startedAt = null }) => {
        const stored = await track(scene.store, job({ connection, key, trackedAt: changedAt }));
        if (state === 'unknown' && startedAt === null) return;
        const { record } = stored;
        const said = { state, startedAt };
        await scene.store.jobs.commit({ base: stored, ...seeing(record, said, changedAt) });
      }),
    );
  }

  async function allPages(read: (page: IndexPage) => Promise<IndexPosition[]>, limit: number, isLatestFirst = true) {
    const seen: IndexPosition[] = [];
    for (let after: IndexPosition | null = null; ; after = seen.at(-1)!) {
      const page = await read({ isLatestFirst, after, limit });
      seen.push(...page);
      if (page.length < limit) return seen;
    }
  }

  const byChange = (connections: string[], states: JobState[] | null) => (page: IndexPage) =>
    index().byChange(connections, states, page);
  const byStart = (connections: string[]) => (page: IndexPage) => index().byStart(connections, page);

  it('returns the latest changes first', async () => {
    const connection = 'order';
    await place(
      [3, 1, 2].map((at) => ({ connection, key: `job-${at}`, state: 'running' as const, changedAt: NOW + at })),
    );
    const found = await byChange([connection], null)({ isLatestFirst: true, after: null, limit: 2 });
    expect(found).toEqual([
      { connection, key: 'job-3', at: NOW + 3 },
      { connection, key: 'job-2', at: NOW + 2 },
    ]);
  });

  it('returns jobs without a start last in both orders', async () => {
    const connection = 'starts';
    const starts = [NOW - 5, null, NOW - 9, null];
    await place(
      starts.map((startedAt, nth) => ({ connection, key: `k${nth}`, state: 'running', changedAt: NOW, startedAt })),
    );
    const keysIn = async (isLatestFirst: boolean) =>
      (await allPages(byStart([connection]), 1, isLatestFirst)).map(({ key }) => key);
    expect(await keysIn(true)).toEqual(['k0', 'k2', 'k3', 'k1']);
    expect(await keysIn(false)).toEqual(['k2', 'k0', 'k1', 'k3']);
  });

  it('returns jobs within a time range alone, also from a position outside of it', async () => {
    const connection = 'within';
    const starts = [null, NOW, NOW + 1, NOW + 2, NOW + 3];
    await place(
      starts.map((startedAt, nth) => ({ connection, key: `k${nth}`, state: 'running', changedAt: NOW + 9, startedAt })),
    );
    const wanted = starts.map((at, nth) => ({ at, connection, key: `k${nth}` })).slice(2, 4);
    for (const isLatestFirst of [true, false]) {
      const order = orderOf(isLatestFirst);
      for (const at of [...starts, 'anywhere' as const]) {
        const after = at === 'anywhere' ? null : { at, connection, key: 'k9' };
        const page = { isLatestFirst, after, limit: 9, within: { from: NOW + 1, before: NOW + 3 } };
        const behind = wanted.filter((position) => after === null || order(after, position) < 0);
        expect(await index().byStart([connection], page)).toEqual(behind.sort(order));
      }
    }
  });

  it('counts the jobs in each state', async () => {
    const states = ['running', 'running', 'failed', 'unknown'] as const;
    await place(states.map((state, nth) => ({ connection: 'counted', key: `job-${nth}`, state, changedAt: NOW })));
    expect(await index().counts('counted')).toMatchObject({ running: 2, failed: 1, unknown: 1, succeeded: 0 });
  });

  const STATES: JobState[] = ['unknown', 'running', 'queued', 'failed'];
  const keys = fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.constantFrom('é', 'z', '\uffee', '😀', '😁'));
  const jobs = fc.uniqueArray(
    fc.record({
      connection: fc.constantFrom('a', 'b', 'c-1'),
      key: keys,
      state: fc.constantFrom(...STATES),
      changedAt: fc.integer({ min: NOW, max: NOW + 2 }),
      startedAt: fc.option(fc.integer({ min: NOW - 2, max: NOW })),
    }),
    { maxLength: 60, selector: ({ connection, key }) => `${connection}~${key}` },
  );
  const wishes = fc.record({
    by: fc.constantFrom<'changedAt' | 'startedAt'>('changedAt', 'startedAt'),
    isLatestFirst: fc.boolean(),
    limit: fc.integer({ min: 1, max: 9 }),
    states: fc.constantFrom<JobState[] | null>(null, ['running'], ['running', 'failed', 'succeeded']),
  });

  /** The same jobs in connections that no other round has seen. */
  function apart(list: Placed[]): { placed: Placed[]; connections: string[] } {
    const suffix = `x${(tests += 1)}`;
    return {
      placed: list.map((entry) => ({ ...entry, connection: `${entry.connection}${suffix}` })),
      connections: ['a', 'b', 'c-1'].map((name) => `${name}${suffix}`),
    };
  }

  it('pages through everything once, however many have the same time in however many connections', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, wishes, async (list, { by, isLatestFirst, limit, states }) => {
        const { placed, connections } = apart(list);
        await place(placed);
        const read = by === 'changedAt' ? byChange(connections, states) : byStart(connections);
        const seen = await allPages(read, limit, isLatestFirst);
        const wanted = placed.filter(({ state }) => by === 'startedAt' || states === null || states.includes(state));
        expect(seen).toEqual(wanted.map(positionIn(by)).sort(orderOf(isLatestFirst)));
      }),
      { numRuns: 50, seed: 20_261_121 },
    );
  }, 60_000);

  it('neither skips nor repeats an unchanged job while others change', async () => {
    const changes = fc.array(
      fc.record({
        what: fc.constantFrom<'changes' | 'starts' | 'goes' | 'comes'>('changes', 'starts', 'goes', 'comes'),
        nth: fc.nat(),
        state: fc.constantFrom(...STATES),
        later: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(jobs, wishes, changes, async (list, { by, isLatestFirst, limit, states }, all) => {
        const { placed, connections } = apart(list);
        await place(placed);
        const moved = new Set<string>();
        const meanwhile = async ({ what, nth, state, later }: (typeof all)[number]) => {
          const target = what === 'comes' ? { connection: connections[nth % 3]!, key: `new-${nth}` } : placed[nth % 7];
          if (target === undefined) return;
          moved.add(idOf(target));
          const startedAt = NOW - later;
          if (what === 'goes') await scene.store.jobs.remove(target);
          else
            await scene.store.jobs.update(target, (current) => {
              if (current === null) return tracking(job({ ...target, trackedAt: NOW + later }));
              const said = what === 'starts' ? { state, startedAt } : { state };
              return seeing(current.record, said, NOW + later);
            });
        };
        const read = by === 'changedAt' ? byChange(connections, states) : byStart(connections);
        const left = [...all];
        const seen = await allPages(
          async (page) => {
            const [found] = await Promise.all([read(page), ...left.splice(0, 3).map(meanwhile)]);
            return found;
          },
          limit,
          isLatestFirst,
        );
        const stayed = placed.filter((entry) => !moved.has(idOf(entry)));
        const wanted = stayed.filter(({ state }) => by === 'startedAt' || states === null || states.includes(state));
        expect(seen.filter((position) => !moved.has(idOf(position)))).toEqual(
          wanted.map(positionIn(by)).sort(orderOf(isLatestFirst)),
        );
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
  }, 60_000);

  it.each([true, false])(
    'finds its place among 5,000 jobs of the same moment (latest first: %s)',
    async (isLatestFirst) => {
      const connection = `many-${isLatestFirst}`;
      const members = Array.from({ length: 5_000 }, (_, nth) => `k${nth}`);
      await scene.store.redis.zadd(
        scene.store.keys.byChange(connection),
        ...members.flatMap((member) => [NOW, member]),
      );
      const seen = await allPages(byChange([connection], null), 200, isLatestFirst);
      expect(seen).toEqual(members.map((key) => ({ at: NOW, connection, key })).sort(orderOf(isLatestFirst)));
      const asked = { isLatestFirst, after: { at: NOW, connection, key: 'k5' }, limit: 1 };
      await scene.store.redis.zrem(scene.store.keys.byChange(connection), 'k5');
      expect(await index().byChange([connection], null, asked)).toMatchObject([
        { key: isLatestFirst ? 'k4999' : 'k50' },
      ]);
    },
  );

  it('continues after a job that was removed since the last page', async () => {
    const connection = 'gone';
    await place(['a', 'b', 'c', 'd'].map((key) => ({ connection, key, state: 'running' as const, changedAt: NOW })));
    const read = byChange([connection], null);
    const [first, second] = await read({ isLatestFirst: true, after: null, limit: 2 });
    await scene.store.jobs.remove(second!);
    const rest = await read({ isLatestFirst: true, after: second!, limit: 10 });
    expect([first, second, ...rest].map((position) => position?.key)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('leaves no entry of a removed job in any order', async () => {
    const connection = 'forgotten';
    await place([{ connection, key: 'a', state: 'running', changedAt: NOW, startedAt: NOW }]);
    await scene.store.jobs.remove({ connection, key: 'a' });
    expect(await allPages(byStart([connection]), 5)).toEqual([]);
    expect(await allPages(byChange([connection], null), 5)).toEqual([]);
    expect(await index().count([connection], null)).toBe(0);
  });
});

import fc from 'fast-check';
import { GatewayStage } from '../../test/gateway.stage.js';
import { freshKey, runningRecord, seenNow } from '../../test/records.js';
import type { Sort } from './job-list.query.js';

const BEGIN = Date.UTC(2026, 0, 1);

let stage: GatewayStage;
let rounds = 0;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

interface Shown {
  id: string;
  [member: string]: unknown;
}

async function pages(query: string, meanwhile: () => Promise<unknown> = async () => undefined): Promise<Shown[]> {
  const seen: Shown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path = `/jobs?${query}${cursor && `&cursor=${cursor}`}`;
    const [{ body }] = await Promise.all([stage.call('get', path).expect(200), meanwhile()]);
    seen.push(...body.jobs);
    cursor = body.nextCursor as string | null;
  }
  return seen;
}

const moment = fc.option(fc.integer({ min: BEGIN, max: BEGIN + 2 }));
const jobs = fc.array(
  fc.record({
    startedAt: moment,
    endedAt: moment,
    createdAt: moment,
    name: fc.option(fc.constantFrom('b', 'A', 'ä')),
    state: fc.constantFrom<'running' | 'queued'>('running', 'queued'),
  }),
  { minLength: 1, maxLength: 12 },
);

const ORDERS = ['-changedAt', 'changedAt', '-startedAt', 'startedAt', '-endedAt', 'name'] as const satisfies Sort[];

describe.each(ORDERS)('a list in the order %s', (sort) => {
  const member = sort.replace('-', '');

  it('shows every job that stays as it is once and in its place, whatever the others do', async () => {
    const limits = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(jobs, limits, fc.constantFrom('', '&state=running,succeeded'), async (list, limit, states) => {
        const label = `round:${sort}${(rounds += 1)}`;
        const [name, value] = label.split(':') as [string, string];
        const records = list.map((facts, index) =>
          seenNow(runningRecord, { ...facts, changedAt: BEGIN + (index % 3), labels: { [name]: value } }),
        );
        for (const record of records) await stage.has(record);
        const restless = records.filter((_, index) => index % 4 === 3);
        let turn = 0;
        const seen = await pages(`label=${label}${states}&sort=${sort}&limit=${limit}`, async () => {
          const record = restless[(turn += 1) % (restless.length + 1)];
          if (turn % 5 === 0 && record !== undefined) await stage.store.jobs.remove(record);
          else if (record !== undefined)
            await stage.store.jobs.update(record, (current) => {
              if (current === null) return null;
              const changed = { ...current.record, changedAt: BEGIN + turn, startedAt: BEGIN + turn, name: `c${turn}` };
              return { revised: { record: changed, hasChanged: true, transition: null } };
            });
          else if (turn < 9)
            await stage.has(seenNow(runningRecord, { key: freshKey(), labels: { [name]: value }, name: 'new' }));
        });
        const known = new Set(records.map(({ id }) => id));
        const steady = seen.filter(({ id }) => known.has(id) && !restless.some((record) => record.id === id));
        const wanted = records.filter((record) => !restless.includes(record));
        expect(steady.map(({ id }) => id).toSorted()).toEqual(
          wanted
            .filter(({ state }) => states === '' || state === 'running')
            .map(({ id }) => id)
            .toSorted(),
        );
        const values = steady.map((job) => job[member] as string | null);
        const given = values.filter((one) => one !== null);
        const inOrder = given.toSorted((one, other) => (one < other ? -1 : 1));
        expect(values).toEqual([
          ...(sort.startsWith('-') ? inOrder.reverse() : inOrder),
          ...values.filter((one) => one === null),
        ]);
      }),
      { numRuns: 5, seed: 20_261_121 },
    );
  }, 60_000);
});

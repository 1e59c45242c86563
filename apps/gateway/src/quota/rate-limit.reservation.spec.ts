import fc from 'fast-check';
import { RateLimitReservation, type TakeFromCounters } from './rate-limit.reservation.js';
import { budgetOf } from './quota.budget.js';

const MINUTE = 60_000;
const limit = { count: 100, perMs: MINUTE };
const BLOCK = 5;

/** A ledger in memory, which counts how often it is asked. */
function ledger() {
  const totals = new Map<string, number>();
  let questions = 0;
  const take: TakeFromCounters = ({ caller, budget, number }, count) => {
    questions += 1;
    const name = `${caller} ${budget} ${number}`;
    totals.set(name, (totals.get(name) ?? 0) + count);
    return Promise.resolve(totals.get(name)!);
  };
  return { take, questions: () => questions };
}

const share = (take: TakeFromCounters, health = { restsUntil: 0 }) =>
  new RateLimitReservation('somebody', 'reads', limit, take, health);
const NEVER: TakeFromCounters = () => new Promise(() => undefined);
const FAILING: TakeFromCounters = () => Promise.reject(new Error('Connection is closed.'));
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function granted(asked: number, of: RateLimitReservation, at: number, cost = 1): Promise<number> {
  let count = 0;
  for (let turn = 0; turn < asked; turn += 1) if (await of.takeSoon(() => at, cost)) count += 1;
  return count;
}

describe('the share of one process', () => {
  it('is the whole quota where there is no other process, to the last request', async () => {
    const only = share(ledger().take);
    expect(await granted(130, only, 0)).toBe(100);
    expect(only.remaining()).toBe(0);
  });

  it('is new in the next window', async () => {
    const only = share(ledger().take);
    expect(await granted(130, only, 0)).toBe(100);
    expect(only.takeNow(MINUTE - 1)).toBe(false);
    expect(await granted(130, only, MINUTE)).toBe(100);
  });

  it('says what remains, request by request', async () => {
    const only = share(ledger().take);
    const remaining: number[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      await only.takeSoon(() => 0);
      await settled();
      remaining.push(only.remaining());
    }
    expect(remaining).toEqual(Array.from({ length: 100 }, (_, index) => 99 - index));
  });

  it('costs the ledger nothing while there are few requests, and one question a block when there are many', async () => {
    const { take, questions } = ledger();
    const only = share(take);
    for (let window = 0; window < 10; window += 1) expect(await granted(2, only, window * MINUTE)).toBe(2);
    expect(questions()).toBe(0);
    await granted(100, only, 20 * MINUTE);
    expect(questions()).toBeLessThanOrEqual(100 / BLOCK + 1);
  });

  it('is taken in pieces of what each request costs, and the rest is left for what costs less', async () => {
    const { take, questions } = ledger();
    const only = share(take);
    expect(await granted(10, only, 0, 30)).toBe(3);
    expect(only.remaining()).toBe(10);
    expect(questions()).toBeLessThanOrEqual(4);
    expect(only.isUsedUp(0)).toBe(false);
    expect(await granted(20, only, 0)).toBe(10);
    expect(only.remaining()).toBe(0);
  });

  it('is all taken by what costs more than there is', async () => {
    const only = share(ledger().take);
    expect(await granted(2, only, 0, 101)).toBe(1);
    expect(only.remaining()).toBe(0);
    expect(await granted(1, only, MINUTE)).toBe(1);
    expect(await granted(1, only, MINUTE, 101)).toBe(0);
  });

  it('is taken in pieces while the ledger does not answer as well', async () => {
    const only = share(NEVER);
    expect(await granted(6, only, 0, 20)).toBe(5);
  });

  it('gives a block without waiting for a ledger that is slow, then waits', () => {
    const only = share(NEVER);
    const answers = Array.from({ length: BLOCK + 2 }, () => only.takeNow(0));
    expect(answers).toEqual([...Array<boolean>(BLOCK).fill(true), null, null]);
  });

  it.each([
    ['does not answer', NEVER],
    ['fails', FAILING],
  ])('is the whole quota while the ledger %s, and the ledger is left alone for a second', async (_, take) => {
    const health = { restsUntil: 0 };
    let questions = 0;
    const counting: TakeFromCounters = (...entry) => {
      questions += 1;
      return take(...entry);
    };
    expect(await granted(130, share(counting, health), 0)).toBe(100);
    expect(health.restsUntil).toBe(1_000);
    const other = new RateLimitReservation('other', 'reads', { count: 100, perMs: 500 }, counting, health);
    expect(await granted(130, other, 999)).toBe(100);
    expect(questions).toBe(1);
  });

  it('together with those of others is the quota, give or take a block of each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(1, 1, 1, 7)), { minLength: 150, maxLength: 300 }),
        fc.boolean(),
        async (processes, order, isQuick) => {
          const { take } = ledger();
          const shares = Array.from({ length: processes }, () => share(take));
          let count = 0;
          for (const [turn, cost] of order) {
            const taken = shares[turn % processes]!.takeNow(0, cost);
            if (taken) count += cost;
            if (!isQuick) await settled();
          }
          await settled();
          for (const each of shares) count += await granted(130, each, 0);
          expect(count).toBeLessThanOrEqual(100 + (processes - 1) * BLOCK);
          expect(count).toBeGreaterThanOrEqual(100 - (processes - 1) * BLOCK);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the budget of a request', () => {
  it.each([
    ['GET', '/jobs/dm-prod~9', 'polls'],
    ['HEAD', '/jobs/dm-prod~9?view=minimal', 'polls'],
    ['GET', '/JOBS/dm-prod%7e9/', 'polls'],
    ['GET', '/jobs', 'reads'],
    ['GET', '/jobs/summary', 'reads'],
    ['GET', '/jobs/dm-prod~9/history', 'reads'],
    ['POST', '/jobs/batch', 'reads'],
    ['POST', '/jobs', 'writes'],
    ['PATCH', '/jobs/dm-prod~9', 'writes'],
    ['DELETE', '/jobs/dm-prod~9', 'writes'],
    ['POST', '/jobs/dm-prod~9/cancel', 'writes'],
  ])('%s %s: %s', (method, url, budget) => {
    expect(budgetOf(method, url)).toBe(budget);
  });
});

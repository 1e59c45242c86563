import fc from 'fast-check';
import { LookPlan, type PlanBounds } from './look-plan.js';
import type { Outlook } from './outlook.js';

const UNBOUND: PlanBounds = { priceMs: 500, minMs: 1, maxMs: 1e12 };
const tableOf = (times: readonly number[], share: readonly number[]): Outlook => ({
  times: Float64Array.from(times),
  share: Float64Array.from(share),
});
/** Something that ends at a constant rate, `mean` milliseconds on average. */
const exponential = (mean: number, steps = 1_000): Outlook => {
  const times = Array.from({ length: steps }, (_, step) => (10 * mean * step) / steps);
  return tableOf(
    times,
    times.map((time) => 1 - Math.exp(-time / mean)),
  );
};
const even = (from: number, to: number, steps = 60): Outlook => {
  const times = [0, ...Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps)];
  return tableOf(times, [0, ...Array.from({ length: steps + 1 }, (_, step) => step / steps)]);
};

/** Cost of looking at the times chosen by `chosen` and at the last one, worked out the long way. */
function costOf({ times, share }: Outlook, looks: readonly number[], priceMs: number): number {
  let cost = 0;
  let last = 0;
  for (const look of [...looks, times.length - 1]) {
    cost += priceMs * (1 - share[last]!);
    for (let cell = last; cell < look; cell += 1) {
      const middle = (times[cell]! + times[cell + 1]!) / 2;
      cost += (share[cell + 1]! - share[cell]!) * (times[look]! - middle);
    }
    last = look;
  }
  return cost;
}

const outlooks = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 10 })), { minLength: 3, maxLength: 9 })
  .filter((cells) => cells.some(([, weight]) => weight > 0))
  .map((cells) => {
    const total = cells.reduce((sum, [, weight]) => sum + weight, 0);
    let [time, below] = [0, 0];
    const steps = cells.map(([width, weight]) => [(time += width), (below += weight) / total] as const);
    return tableOf([0, ...steps.map(([at]) => at)], [0, ...steps.map(([, part]) => part)]);
  });

describe('a plan of looks', () => {
  it('costs as little as the best of all choices of times', () => {
    fc.assert(
      fc.property(outlooks, fc.integer({ min: 1, max: 3_000 }), (outlook, priceMs) => {
        const inner = outlook.times.length - 2;
        const choices = Array.from({ length: 2 ** inner }, (_, choice) =>
          Array.from({ length: inner }, (_, index) => index + 1).filter((index) => choice & (1 << (index - 1))),
        );
        const least = Math.min(...choices.map((looks) => costOf(outlook, looks, priceMs)));
        const { lagMs, looks } = new LookPlan(outlook, { ...UNBOUND, priceMs }).expected();
        expect(lagMs + priceMs * looks).toBeCloseTo(least, 3);
      }),
    );
  });

  it('has looks sqrt(2 price / hazard) apart where the hazard is constant', () => {
    const plan = new LookPlan(exponential(100_000), UNBOUND);
    for (const elapsed of [0, 50_000, 200_000]) {
      expect(plan.after(elapsed).intervalMs).toBeGreaterThan(0.85 * Math.sqrt(2 * 500 * 100_000));
      expect(plan.after(elapsed).intervalMs).toBeLessThan(1.15 * Math.sqrt(2 * 500 * 100_000));
    }
  });

  it('waits until an end is possible, and looks often from then on', () => {
    const plan = new LookPlan(even(90_000, 110_000), UNBOUND);
    const first = plan.after(0);
    expect(first.intervalMs).toBeGreaterThan(90_000);
    expect(first.intervalMs).toBeLessThan(96_000);
    expect(first.spacingMs).toBeLessThan(6_000);
    expect(plan.after(first.intervalMs).intervalMs).toBeLessThan(6_000);
  });

  it('keeps the bounds, from whatever time on', () => {
    const bounds = { priceMs: 500, minMs: 2_000, maxMs: 30_000 };
    fc.assert(
      fc.property(outlooks, fc.integer({ min: 0, max: 60_000 }), (outlook, elapsed) => {
        const { intervalMs } = new LookPlan(outlook, bounds).after(elapsed);
        expect(intervalMs).toBeGreaterThanOrEqual(2_000);
        expect(intervalMs).toBeLessThanOrEqual(30_000);
      }),
    );
    const late = new LookPlan(even(90_000, 110_000), bounds);
    expect(late.after(0).intervalMs).toBe(30_000);
    expect(late.after(10 * 60_000).intervalMs).toBeLessThanOrEqual(30_000);
  });

  it('has fewer looks, and more lag, the more a look costs', () => {
    fc.assert(
      fc.property(
        outlooks,
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (outlook, one, more) => {
          const cheap = new LookPlan(outlook, { ...UNBOUND, priceMs: one }).expected();
          const dear = new LookPlan(outlook, { ...UNBOUND, priceMs: one + more }).expected();
          expect(dear.looks).toBeLessThanOrEqual(cheap.looks + 1e-9);
          expect(dear.lagMs).toBeGreaterThanOrEqual(cheap.lagMs - 1e-6);
        },
      ),
    );
  });

  it('backs off with the square root of the age when something takes longer than was thought possible', () => {
    const plan = new LookPlan(even(90_000, 110_000), UNBOUND);
    expect(plan.after(400_000).intervalMs).toBeCloseTo(Math.sqrt(2 * 500 * 400_000), 3);
  });
});

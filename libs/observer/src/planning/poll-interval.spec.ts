import fc from 'fast-check';
import { pollInterval, type PollBounds } from './poll-interval.js';

const UNBOUND: PollBounds = { priceMs: 500, minMs: 1, maxMs: 1e9 };
/** What goes on for longer than some time, where ends come at a constant rate. */
const exponential = (mean: number) => (later: number) => Math.exp(-later / mean);
/** Ends lie evenly between two ages; `elapsed` has passed. */
const even = (from: number, to: number, elapsed: number) => (later: number) =>
  Math.min(1, Math.max(1e-9, (to - elapsed - later) / (to - Math.max(from, elapsed))));

describe('the time until the next poll', () => {
  it.each([1_000, 20_000, 5e6])('is sqrt(2 price / hazard) where one in %d ms ends', (mean) => {
    const expected = Math.sqrt(2 * 500 * mean);
    expect(Math.abs(pollInterval(exponential(mean), UNBOUND) / expected - 1)).toBeLessThan(0.02);
  });

  it('ends soon after ends become possible, and is short from then on', () => {
    const first = pollInterval(even(90_000, 110_000, 0), UNBOUND);
    expect(first).toBeGreaterThan(90_000);
    expect(first).toBeLessThan(96_000);
    expect(pollInterval(even(90_000, 110_000, first), UNBOUND)).toBeLessThan(6_000);
  });

  it('is short before a long time in which hardly anything ends', () => {
    // A tenth ends in the first second, the others in an hour: whoever ended early is not left waiting.
    const survival = (later: number) => (later < 1_000 ? 1 - later / 10_000 : 0.9 * Math.exp(-(later - 1_000) / 3.6e9));
    expect(pollInterval(survival, UNBOUND)).toBeLessThan(8_000);
  });

  it('keeps the bounds, and is the longer the more a poll costs', () => {
    const numbers = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(numbers, numbers, numbers, (mean, minMs, priceMs) => {
        const bounds = { priceMs, minMs, maxMs: 10 * minMs };
        const interval = pollInterval(exponential(mean), bounds);
        expect(interval).toBeGreaterThanOrEqual(minMs);
        expect(interval).toBeLessThanOrEqual(10 * minMs);
        const dearer = pollInterval(exponential(mean), { ...bounds, priceMs: 2 * priceMs });
        expect(dearer).toBeGreaterThanOrEqual(interval - 1e-6);
      }),
    );
  });

  it('is as long as may be where nothing ends', () => {
    expect(pollInterval(() => 1, { priceMs: 500, minMs: 1_000, maxMs: 60_000 })).toBe(60_000);
  });
});

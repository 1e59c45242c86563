import fc from 'fast-check';
import { DurationStatistics } from './duration-statistics.js';

const MINUTE = 60_000;
const POLL_EVERY_MS = 2_000;

/** Learns of a run from polls at fixed intervals, the last of which sees when it ended. */
function run(statistics: DurationStatistics, duration: number, every = POLL_EVERY_MS): void {
  let age = 0;
  for (; age + every < duration; age += every) statistics.survived(age, age + every);
  statistics.endedWithin(age, duration, duration);
}
/** The same for runs that are started together: what happens to each of them comes in the order of time. */
function batch(statistics: DurationStatistics, durations: readonly number[]): void {
  let running = [...durations];
  for (let age = 0; running.length > 0; age += POLL_EVERY_MS) {
    const next = age + POLL_EVERY_MS;
    for (const duration of running) {
      if (duration <= next) statistics.endedWithin(age, duration, duration);
      else statistics.survived(age, next);
    }
    running = running.filter((duration) => duration > next);
  }
}
const taking = (durations: readonly number[]): DurationStatistics => {
  const statistics = new DurationStatistics();
  for (const duration of durations) run(statistics, duration);
  return statistics;
};
/** `count` durations, evenly spread over ±10 % of the middle, in an order that is not theirs. */
const around = (middle: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => middle * (0.9 + (0.2 * ((index * 7) % count)) / count));
/** Durations at even steps of an exponential distribution, shuffled. */
const exponential = (mean: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => -mean * Math.log(1 - (((index * 23) % count) + 0.5) / count));
const quantilesOf = ({ distribution }: DurationStatistics) =>
  [0.1, 0.25, 0.5, 0.75, 0.9].map((share) => distribution.quantile(share)!);
const medianOf = ({ distribution }: DurationStatistics): number => distribution.quantile(0.5)!;

describe('statistics of durations', () => {
  it('learn the same of a batch, whose short runs end first, as of the same runs one after another', () => {
    const durations = exponential(MINUTE, 60);
    const together = new DurationStatistics();
    batch(together, durations);
    const apart = quantilesOf(taking(durations));
    for (const [index, quantile] of quantilesOf(together).entries()) {
      expect(Math.abs(Math.log(quantile / apart[index]!))).toBeLessThan(0.25);
    }
    // The true ones, so that both are not wrong alike.
    for (const [index, share] of [0.1, 0.25, 0.5, 0.75, 0.9].entries()) {
      expect(Math.abs(Math.log(quantilesOf(together)[index]! / (-MINUTE * Math.log(1 - share))))).toBeLessThan(0.35);
    }
  });

  it('know in the midst of a batch what has ended, and what has not', () => {
    const statistics = new DurationStatistics();
    for (let index = 0; index < 60; index += 1) statistics.survived(0, 30_000);
    for (let index = 0; index < 15; index += 1)
      statistics.endedWithin(30_000, 31_000 + 400 * index, 31_000 + 400 * index);
    for (let index = 0; index < 45; index += 1) statistics.survived(30_000, 40_000);
    const { distribution } = statistics;
    expect(distribution.survival(29_000)).toBeGreaterThan(0.9);
    expect(distribution.survival(40_000)).toBeGreaterThan(0.65);
    expect(distribution.survival(40_000)).toBeLessThan(0.85);
    expect(distribution.quantile(0.9)).toBeNull();
  });

  it('expect what runs took before', () => {
    const { distribution } = taking(around(MINUTE, 50));
    expect(distribution.survival(0.85 * MINUTE)).toBeGreaterThan(0.94);
    expect(distribution.survival(MINUTE)).toBeGreaterThan(0.4);
    expect(distribution.survival(MINUTE)).toBeLessThan(0.6);
    expect(distribution.survival(1.15 * MINUTE)).toBeLessThan(0.05);
    expect(distribution.medianAfter(0)! / MINUTE).toBeCloseTo(1, 1);
    expect(distribution.medianAfter(1.05 * MINUTE)).toBeGreaterThan(1.05 * MINUTE);
  });

  it('never rule out another duration altogether', () => {
    const { distribution } = taking(around(MINUTE, 200));
    expect(distribution.survival(0.3 * MINUTE)).toBeLessThan(1);
    expect(distribution.survival(3 * MINUTE)).toBeGreaterThan(0);
  });

  it('expect anything while nothing is known, one order of magnitude as likely as another', () => {
    const { distribution } = new DurationStatistics();
    for (const age of [10_000, MINUTE, 10 * MINUTE]) {
      expect(distribution.survival(2 * age) / distribution.survival(age)).toBeCloseTo(0.5, 2);
    }
    expect(distribution.quantile(0.5)).toBeNull();
  });

  it('keep both kinds apart where there are two', () => {
    const { distribution } = taking(
      [...around(MINUTE, 40), ...around(5 * MINUTE, 40)].map((_, index, all) => all[(index * 31) % 80]!),
    );
    expect(distribution.survival(1.5 * MINUTE)).toBeGreaterThan(0.35);
    expect(distribution.survival(1.5 * MINUTE)).toBeLessThan(0.65);
    expect(distribution.survival(1.5 * MINUTE) - distribution.survival(3.5 * MINUTE)).toBeLessThan(0.05);
  });

  it.each([3, 1 / 3])('follow when runs take %f times as long from one day to the next', (factor) => {
    const statistics = taking(around(MINUTE, 60));
    for (const duration of around(MINUTE * factor, 15)) run(statistics, duration);
    expect(Math.abs(Math.log(medianOf(statistics) / (MINUTE * factor)))).toBeLessThan(0.2);
  });

  it('do not take a batch for a change', () => {
    const statistics = taking(exponential(MINUTE, 60));
    batch(statistics, exponential(MINUTE, 60));
    expect(Math.abs(Math.log(medianOf(statistics) / (MINUTE * Math.LN2)))).toBeLessThan(0.3);
  });

  it('do not forget what they know for one run that took ten times as long', () => {
    const statistics = taking(around(MINUTE, 60));
    run(statistics, 10 * MINUTE);
    run(statistics, MINUTE);
    expect(Math.abs(Math.log(medianOf(statistics) / MINUTE))).toBeLessThan(0.1);
  });

  it('learn from ends of which only the polls before and after are known', () => {
    const statistics = new DurationStatistics();
    for (const duration of around(MINUTE, 60)) {
      statistics.survived(0, duration - 5_000);
      statistics.endedWithin(duration - 5_000, duration - 5_000, duration + 3_000);
    }
    expect(Math.abs(Math.log(medianOf(statistics) / MINUTE))).toBeLessThan(0.1);
  });

  it('are the same after they were written down and read, in a few hundred bytes', () => {
    const statistics = taking(around(MINUTE, 400));
    const text = statistics.format();
    expect(text.length).toBeLessThan(600);
    const read = DurationStatistics.parse(text)!;
    expect(read.learned).toBe(400);
    expect(read.format()).toBe(text);
    for (const [index, quantile] of quantilesOf(read).entries()) {
      expect(Math.abs(Math.log(quantile / quantilesOf(statistics)[index]!))).toBeLessThan(0.05);
    }
  });

  it('stay below two kilobytes, however far durations lie apart', () => {
    const wide = Array.from({ length: 400 }, (_, index) => 1_000 * 1.5 ** ((index * 37) % 20));
    const statistics = new DurationStatistics();
    for (const duration of wide) statistics.endedWithin(0, duration, duration);
    expect(statistics.format().length).toBeLessThan(2_000);
  });

  it.each(['', '{}', '[]', 'null', '[1]', '["a",1]', '[1,1,5,1]', '[1,1,99999,1,1]', '[1,1,5,1,1,0,1,1]'])(
    'are not read from %j',
    (text) => {
      expect(DurationStatistics.parse(text)).toBeNull();
    },
  );

  it('give a distribution, whatever they were taught', () => {
    const age = fc.double({ min: 0, max: 2e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(age, age, age, fc.boolean()), { maxLength: 12 }), (polls) => {
        const statistics = new DurationStatistics();
        for (const [one, other, more, hasEnded] of polls) {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          if (hasEnded) statistics.endedWithin(from, to, to + more);
          else statistics.survived(from, to);
        }
        const ages = [0, 1, 50, 1_000, 30_000, 4e5, 7e6, 9e7, 1e9];
        const shares = ages.map((at) => statistics.distribution.survival(at));
        expect(shares.every((share, index) => share > 0 && share <= (shares[index - 1] ?? 1) + 1e-9)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

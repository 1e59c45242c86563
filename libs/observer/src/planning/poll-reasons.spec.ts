import type { RunStatistics } from './connection-statistics.js';
import { DurationStatistics } from './duration-statistics.js';
import { UNTESTED_HINTS } from './upstream-hints.js';
import { byDurations, durationText } from './poll-reasons.js';

const MINUTE = 60_000;
const expecting = (durations: readonly number[], operation: string | null = 'createImage'): RunStatistics => {
  const statistics = new DurationStatistics();
  for (const duration of durations) statistics.endedWithin(0, duration, duration);
  return { operation, durations: statistics, hints: UNTESTED_HINTS };
};

describe('durations in words', () => {
  it.each([
    [4, '4 ms'],
    [850, '850 ms'],
    [4_200, '4.2 s'],
    [59_499, '59 s'],
    [60_000, '1 m'],
    [170_000, '2 m 50 s'],
    [3_599_000, '1 h'],
    [3_900_000, '1 h 5 m'],
    [90_000_000, '25 h'],
  ])('%d ms are %s', (milliseconds, words) => {
    expect(durationText(milliseconds)).toBe(words);
  });
});

describe('the reason of a check', () => {
  const known = expecting(Array.from({ length: 40 }, (_, index) => MINUTE * (3 + index / 40)));

  it.each([
    [0, 2.9 * MINUTE, /^9 of 10 runs of createImage take 3 m( \d s)? to 3 m 5\d s: polled from 2 m 54 s on$/],
    [0, MINUTE, /in case it ends early$/],
    [3.5 * MINUTE, 3.6 * MINUTE, /may end any moment$/],
    [6 * MINUTE, 7 * MINUTE, /takes longer$/],
  ])('after %d ms, with the next poll at %d ms, matches', (elapsed, nextAt, words) => {
    expect(byDurations(known, elapsed, nextAt)).toMatch(words);
  });

  it('claims no more than is known', () => {
    expect(byDurations(expecting([MINUTE, 2 * MINUTE]), 0, MINUTE)).toMatch(
      /^the runs of createImage so far took \S+ s? ?to /,
    );
    expect(byDurations(expecting([MINUTE], null), 0, MINUTE)).toMatch(/^the runs on this connection so far took about/);
  });

  it('says so while the longer half of the runs has not ended yet', () => {
    const batch = expecting([]);
    for (let index = 0; index < 30; index += 1) batch.durations.survived(0, MINUTE);
    for (let index = 0; index < 15; index += 1) batch.durations.endedWithin(MINUTE, 1.1 * MINUTE, 1.1 * MINUTE);
    for (let index = 0; index < 15; index += 1) batch.durations.survived(MINUTE, 1.2 * MINUTE);
    expect(byDurations(batch, 0, MINUTE)).toMatch(/^the runs of createImage so far took 1 m \d+ s or longer/);
  });
});

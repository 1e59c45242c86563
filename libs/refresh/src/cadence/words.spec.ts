import { EMPTY_SKETCH, learn } from './duration-sketch.js';
import { Expectation } from './expectation.js';
import { byDurations, inWords } from './words.js';

const MINUTE = 60_000;
const expecting = (durations: readonly number[], operation: string | null = 'createImage'): Expectation =>
  new Expectation(
    durations.reduce((sketch, duration) => learn(sketch, { atLeastMs: duration, atMostMs: duration }), EMPTY_SKETCH),
    operation,
  );

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
    expect(inWords(milliseconds)).toBe(words);
  });
});

describe('the reason of a check', () => {
  const known = expecting(Array.from({ length: 40 }, (_, index) => MINUTE * (3 + index / 40)));

  it.each([
    [0, 2.9 * MINUTE, /^9 of 10 runs of createImage take 3 m( \d s)? to 3 m 5\d s: looked at from 2 m 54 s on$/],
    [0, MINUTE, /in case it ends early$/],
    [3.5 * MINUTE, 3.6 * MINUTE, /may end any moment$/],
    [6 * MINUTE, 7 * MINUTE, /takes longer$/],
  ])('after %d ms, with the next look at %d ms, matches', (elapsed, nextAt, words) => {
    expect(byDurations(known, elapsed, nextAt)).toMatch(words);
  });

  it('claims no more than is known', () => {
    expect(byDurations(expecting([MINUTE, 2 * MINUTE]), 0, MINUTE)).toMatch(
      /^the runs of createImage so far took \S+ s? ?to /,
    );
    expect(byDurations(expecting([MINUTE], null), 0, MINUTE)).toMatch(/^the runs on this connection so far took about/);
  });
});

import fc from 'fast-check';
import { EMPTY_SKETCH, formatSketch, learn, merge, parseSketch, type DurationSketch } from './duration-sketch.js';
import { quantiles, weightOf } from './histogram.js';
import { outlookOf, shareBefore } from './outlook.js';

const MINUTE = 60_000;
const taking = (sketch: DurationSketch, durations: readonly number[]): DurationSketch =>
  durations.reduce((known, duration) => learn(known, { atLeastMs: duration, atMostMs: duration }), sketch);
/** `count` durations, evenly spread over ±10 % of the middle, in an order that is not theirs. */
const around = (middle: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => middle * (0.9 + (0.2 * ((index * 7) % count)) / count));
const medianOf = (sketch: DurationSketch): number => Math.exp(quantiles(sketch.settled, [0.5])[0]!);

describe('a sketch of durations', () => {
  it('expects what runs took before', () => {
    const outlook = outlookOf(taking(EMPTY_SKETCH, around(MINUTE, 50)))!;
    expect(shareBefore(outlook, 0.85 * MINUTE)).toBeLessThan(0.05);
    expect(shareBefore(outlook, MINUTE)).toBeGreaterThan(0.4);
    expect(shareBefore(outlook, MINUTE)).toBeLessThan(0.6);
    expect(shareBefore(outlook, 1.15 * MINUTE)).toBeGreaterThan(0.95);
  });

  it('expects nothing when it has seen nothing', () => {
    expect(outlookOf(EMPTY_SKETCH)).toBeNull();
  });

  it('never rules out another duration altogether', () => {
    const outlook = outlookOf(taking(EMPTY_SKETCH, around(MINUTE, 200)))!;
    expect(shareBefore(outlook, 0.3 * MINUTE)).toBeGreaterThan(0);
    expect(shareBefore(outlook, 3 * MINUTE)).toBeLessThan(1);
  });

  it.each([3, 1 / 3])('follows when runs take %f times as long from one day to the next', (factor) => {
    const before = taking(EMPTY_SKETCH, around(MINUTE, 60));
    const after = taking(before, around(MINUTE * factor, 5));
    expect(medianOf(after)).toBeGreaterThan(0.85 * MINUTE * factor);
    expect(medianOf(after)).toBeLessThan(1.15 * MINUTE * factor);
  });

  it('does not forget what it knows for one run that took ten times as long', () => {
    const after = taking(taking(EMPTY_SKETCH, around(MINUTE, 60)), [10 * MINUTE, MINUTE]);
    expect(weightOf(after.settled)).toBeGreaterThan(30);
    expect(medianOf(after)).toBeCloseTo(MINUTE, -4);
  });

  it('learns from ends of which only the looks before and after are known', () => {
    const sketch = around(MINUTE, 60).reduce(
      (known, duration) => learn(known, { atLeastMs: duration - 5_000, atMostMs: duration + 3_000 }),
      EMPTY_SKETCH,
    );
    expect(medianOf(sketch)).toBeGreaterThan(0.9 * MINUTE);
    expect(medianOf(sketch)).toBeLessThan(1.1 * MINUTE);
  });

  it('stays a few hundred bytes, however many runs it has seen', () => {
    const narrow = taking(EMPTY_SKETCH, around(MINUTE, 400));
    expect(formatSketch(narrow).length).toBeLessThan(400);
    const wide = Array.from({ length: 400 }, (_, index) => 1_000 * 1.7 ** ((index * 37) % 20));
    expect(formatSketch(taking(EMPTY_SKETCH, wide)).length).toBeLessThan(1_000);
  });

  it('is the same after it was written down and read', () => {
    const sketch = taking(EMPTY_SKETCH, around(MINUTE, 30));
    const read = parseSketch(formatSketch(sketch))!;
    expect(read.learned).toBe(30);
    expect(parseSketch(formatSketch(read))).toEqual(read);
    expect(medianOf(read)).toBe(medianOf(sketch));
  });

  it.each(['', '{}', '[]', 'null', '{"n":1,"s":[],"r":[],"t":[1,0,0]}', '{"n":"x","s":[1,1],"r":[1,1],"t":[1,0,0]}'])(
    'is not read from %j',
    (text) => {
      expect(parseSketch(text)).toBeNull();
    },
  );

  it('of two workers become one', () => {
    const [quick, slow] = [taking(EMPTY_SKETCH, around(MINUTE, 30)), taking(EMPTY_SKETCH, around(5 * MINUTE, 10))];
    const both = merge(quick, slow);
    expect(both.learned).toBe(40);
    expect(weightOf(both.settled)).toBeCloseTo(weightOf(quick.settled) + weightOf(slow.settled), 5);
    expect(merge(both, EMPTY_SKETCH)).toEqual(merge(EMPTY_SKETCH, both));
    expect(merge(EMPTY_SKETCH, EMPTY_SKETCH)).toBe(EMPTY_SKETCH);
  });

  it('gives a distribution, whatever it was taught', () => {
    const evidence = fc.tuple(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 1, max: 1e9, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(evidence, { minLength: 1, maxLength: 12 }), (ends) => {
        const sketch = ends.reduce(
          (known, [atLeastMs, more]) => learn(known, { atLeastMs, atMostMs: atLeastMs + more }),
          EMPTY_SKETCH,
        );
        const { times, share } = outlookOf(sketch)!;
        expect(sketch.trust[0] + sketch.trust[1] + sketch.trust[2]).toBeCloseTo(1, 6);
        const isRising = (values: Float64Array) =>
          values.every((value, index) => value >= (values[index - 1] ?? 0) - 1e-9);
        expect([isRising(times), isRising(share), share.at(-1)! <= 1 + 1e-9]).toEqual([true, true, true]);
      }),
      { numRuns: 30 },
    );
  });
});

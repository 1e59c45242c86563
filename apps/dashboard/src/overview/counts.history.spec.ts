import { withGaps, withSample, type Sample } from './counts.history.js';

const sample = (at: number): Sample => ({ at, counts: { running: at } });

describe('what was seen of the counts', () => {
  it('grows, and gets thinner the older it is, but never loses its beginning', () => {
    let samples: Sample[] = [];
    for (let at = 0; at < 5_000; at += 1) samples = withSample(samples, sample(at));
    expect(samples.length).toBeLessThanOrEqual(600);
    expect([samples[0]!.at, samples.at(-1)!.at]).toEqual([0, 4_999]);
    const [oldest, newest] = [samples[1]!.at - samples[0]!.at, samples.at(-1)!.at - samples.at(-2)!.at];
    expect([oldest > 1, newest]).toEqual([true, 1]);
  });

  it('takes each answer once', () => {
    expect(withSample([sample(5)], sample(5))).toHaveLength(1);
  });

  it('has a hole where nobody looked', () => {
    const points = withGaps([sample(0), sample(5), sample(100)], 5);
    expect(points.map(({ counts }) => counts?.running ?? null)).toEqual([0, 5, null, 100]);
  });
});

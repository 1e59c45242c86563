import { TokenBuckets } from './token.buckets.js';

const takeAll = (buckets: TokenBuckets, address: string, now: number) => {
  let taken = 0;
  while (buckets.take(address, now) === null) taken += 1;
  return taken;
};

describe('what each of many may have', () => {
  let buckets: TokenBuckets;

  beforeEach(() => (buckets = new TokenBuckets(10, 2, 3)));

  it('are a burst, then so many a second', () => {
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(10);
    expect(buckets.take('198.51.100.7', 0)).toBe(1);
    expect(takeAll(buckets, '198.51.100.7', 3_000)).toBe(6);
    expect(takeAll(buckets, '198.51.100.7', 3_600_000)).toBe(10);
  });

  it('are used up for one name alone', () => {
    expect(takeAll(buckets, '198.51.100.8', 0)).toBe(10);
    expect(buckets.take('198.51.100.7', 0)).toBeNull();
  });

  it('are given back after a successful authentication, up to a burst', () => {
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(10);
    buckets.giveBack('198.51.100.7');
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(1);
    for (let nth = 0; nth < 20; nth += 1) buckets.giveBack('198.51.100.7');
    buckets.giveBack('203.0.113.9');
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(10);
    expect(buckets.size).toBe(1);
  });

  it('are remembered of so many addresses, those that were refused last', () => {
    takeAll(buckets, '198.51.100.1', 0);
    for (let nth = 0; nth < 1_000; nth += 1) {
      buckets.take(`203.0.113.${nth % 250}`, 0);
      expect(buckets.take('198.51.100.1', 0)).toBe(1);
    }
    expect(buckets.size).toBe(3);
  });
});

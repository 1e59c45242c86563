import { RefusalBuckets } from './refusal.buckets.js';

const takeAll = (buckets: RefusalBuckets, address: string, now: number) => {
  let taken = 0;
  while (buckets.take(address, now) === null) taken += 1;
  return taken;
};

describe('the refusals that an address may have', () => {
  let buckets: RefusalBuckets;

  beforeEach(() => (buckets = new RefusalBuckets(10, 2, 3)));

  it('are a burst, then so many a second', () => {
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(10);
    expect(buckets.take('198.51.100.7', 0)?.seconds).toBe(1);
    expect(takeAll(buckets, '198.51.100.7', 3_000)).toBe(6);
    expect(takeAll(buckets, '198.51.100.7', 3_600_000)).toBe(10);
  });

  it('are ignored by whoever goes on though told to wait, as many times again', () => {
    const throttled = (now: number) => buckets.take('198.51.100.7', now)?.isIgnored;
    expect(takeAll(buckets, '198.51.100.7', 0)).toBe(10);
    // The first one was throttled by what counted them.
    for (let nth = 1; nth < 10; nth += 1) expect(throttled(0)).toBe(false);
    expect(throttled(0)).toBe(true);
    // Two refusals, and two that are throttled, are there again.
    expect([1_000, 1_000, 1_000, 1_000, 1_000].map(throttled)).toEqual([undefined, undefined, false, false, true]);
  });

  it('are used up for a whole network of IPv6, and for nobody else', () => {
    expect(takeAll(buckets, '2001:db8::1', 0)).toBe(10);
    expect(buckets.take('2001:db8::2', 0)?.seconds).toBe(1);
    expect(buckets.take('2001:db8:0:1::1', 0)).toBeNull();
    expect(buckets.take('198.51.100.7', 0)).toBeNull();
  });

  it('are given back for whoever is let in after all, and are no more than a burst by it', () => {
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
      expect(buckets.take('198.51.100.1', 0)?.seconds).toBe(1);
    }
    expect(buckets.size).toBe(3);
  });
});

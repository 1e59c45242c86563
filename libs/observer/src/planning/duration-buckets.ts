const BUCKETS_PER_NAT = 32 / Math.LN2;
/** 32 to a doubling, each 2.2 % wide; the last one ends after 12 days, which is longer than any of this matters. */
export const BUCKETS = 960;

/** Where each bucket begins, milliseconds; the first one at 0, and where the last one ends. */
export const STARTS = Float64Array.from({ length: BUCKETS + 1 }, (_, bucket) =>
  bucket === 0 ? 0 : Math.exp(bucket / BUCKETS_PER_NAT),
);

export const bucketOf = (milliseconds: number): number =>
  milliseconds <= 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log(milliseconds) * BUCKETS_PER_NAT));

/** How many buckets a distance of logarithms is. */
export const bucketsIn = (nats: number): number => nats * BUCKETS_PER_NAT;

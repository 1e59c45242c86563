export interface PollBounds {
  /** What one poll may cost: as much as a lag of this many milliseconds. */
  priceMs: number;
  minMs: number;
  maxMs: number;
}

/** So that no logarithm is infinite. */
const LEAST_SURVIVAL = 1e-300;
/** By how much the time that is tried grows from step to step. */
const GROWTH = 1.08;

/**
 * After how long (milliseconds, within the bounds) the lag that is to be expected has come to the price of a poll. The
 * lag up to a time is the integral of the cumulative hazard until then; where the hazard h is constant, polls come out
 * sqrt(2 · price / h) apart, which is the best that there is. `survival`: the share that goes on for longer than some
 * milliseconds from now.
 */
export function pollInterval(survival: (later: number) => number, { priceMs, minMs, maxMs }: PollBounds): number {
  const now = survival(0);
  let [interval, hazard, lag] = [0, 0, 0];
  for (let next = minMs / 4; interval < maxMs; next *= GROWTH) {
    const to = Math.min(next, maxMs);
    const hazardThen = Math.max(hazard, Math.log(now / Math.max(survival(to), LEAST_SURVIVAL)));
    const width = to - interval;
    const added = (width * (hazard + hazardThen)) / 2;
    if (lag + added >= priceMs) return Math.max(minMs, interval + partOf(width, hazard, hazardThen, priceMs - lag));
    [interval, hazard, lag] = [to, hazardThen, lag + added];
  }
  return maxMs;
}

/** After which part of a step, over which a hazard rises evenly, so much lag has come together. */
function partOf(width: number, from: number, to: number, lag: number): number {
  const slope = (to - from) / width;
  return slope * width < 1e-9 ? lag / to : (Math.sqrt(from ** 2 + 2 * slope * lag) - from) / slope;
}

import { cellOf, type Outlook } from './outlook.js';

export interface PlanBounds {
  /** What one look may cost: as much as a lag of this many milliseconds. */
  priceMs: number;
  minMs: number;
  maxMs: number;
}

export interface NextLook {
  intervalMs: number;
  /** How far apart looks lie around that time: what jitter may be measured by. */
  spacingMs: number;
}

/**
 * The cheapest times to look at something whose end is foretold by an outlook, when each look costs the same as a lag of
 * `priceMs`. Solved backwards from the end: the cost of going on from `times[i]` is that of the best next look at some
 * `times[j]`, its lag, and what it costs to go on from there. Where ends have hazard h, looks end up sqrt(2 price / h)
 * apart; for few looks, and at edges, the exact solution is far better than that rule.
 */
export class LookPlan {
  /** The integral of the share that ended before each time. */
  private readonly area: Float64Array;
  /** Cost of going on from each time, times the share that has not ended by then. */
  private readonly cost: Float64Array;
  private readonly next: Int32Array;

  constructor(
    private readonly outlook: Outlook,
    private readonly bounds: PlanBounds,
  ) {
    const size = outlook.times.length;
    this.area = areaUnder(outlook);
    this.cost = new Float64Array(size);
    this.next = new Int32Array(size).fill(size - 1);
    for (let from = size - 2; from >= 0; from -= 1) this.solve(from);
  }

  /** The best time for the next look at something that had not ended `elapsed` milliseconds after it began. */
  after(elapsed: number): NextLook {
    const { times, share } = this.outlook;
    const last = times.length - 1;
    if (elapsed >= times[last]!) return this.beyond(elapsed);
    const { minMs, maxMs } = this.bounds;
    const cell = cellOf(times, elapsed);
    const part = elapsed - times[cell]!;
    const slope = (share[cell + 1]! - share[cell]!) / (times[cell + 1]! - times[cell]!);
    const before = share[cell]! + slope * part;
    const area = this.area[cell]! + share[cell]! * part + 0.5 * slope * part ** 2;
    let best = Infinity;
    let found = -1;
    for (let to = cell + 1; to <= last && times[to]! <= elapsed + maxMs; to += 1) {
      if (times[to]! < elapsed + minMs) continue;
      const cost = this.area[to]! - area - before * (times[to]! - elapsed) + this.cost[to]!;
      if (cost >= best) continue;
      best = cost;
      found = to;
    }
    if (found < 0) return this.between(elapsed);
    const spacingMs = times[this.next[found]!]! - times[found]!;
    return { intervalMs: times[found]! - elapsed, spacingMs: spacingMs > 0 ? spacingMs : times[found]! - elapsed };
  }

  /** Expected lag (milliseconds) and looks of the whole plan from the beginning. */
  expected(): { lagMs: number; looks: number } {
    const { times, share } = this.outlook;
    let lagMs = 0;
    let looks = 0;
    for (let from = 0; from < times.length - 1; from = this.next[from]!) {
      const to = this.next[from]!;
      looks += 1 - share[from]!;
      lagMs += this.area[to]! - this.area[from]! - share[from]! * (times[to]! - times[from]!);
    }
    return { lagMs, looks };
  }

  private solve(from: number): void {
    const { times, share } = this.outlook;
    const { priceMs, minMs, maxMs } = this.bounds;
    const start = times[from]!;
    let best = Infinity;
    // The later the beginning, the later the best next look: whatever is beyond that of the following time is no better.
    const furthest = Math.max(this.next[from + 1]!, from + 1);
    for (let to = from + 1; to <= furthest; to += 1) {
      const gap = times[to]! - start;
      if (gap > maxMs) break;
      if (gap < minMs && to < furthest) continue;
      const cost = this.area[to]! - this.area[from]! - share[from]! * gap + this.cost[to]!;
      if (cost >= best) continue;
      best = cost;
      this.next[from] = to;
    }
    if (best < Infinity) {
      this.cost[from] = best + priceMs * (1 - share[from]!);
      return;
    }
    // The next time of the table is farther away than any two looks may be: it is reached in equal steps.
    const gap = times[from + 1]! - start;
    const steps = Math.ceil(gap / maxMs);
    const lag = (share[from + 1]! - share[from]!) * (gap / steps / 2);
    this.next[from] = from + 1;
    this.cost[from] = lag + steps * priceMs * (1 - share[from]!) + this.cost[from + 1]!;
  }

  /** No time of the table lies within the bounds. */
  private between(elapsed: number): NextLook {
    const { times } = this.outlook;
    const { minMs, maxMs } = this.bounds;
    const gap = times[Math.min(times.length - 1, cellOf(times, elapsed) + 1)]! - elapsed;
    const intervalMs = Math.max(minMs, Math.min(maxMs, gap));
    return { intervalMs, spacingMs: intervalMs };
  }

  /** Longer than was thought possible: the hazard of something that may take any time falls with its age. */
  private beyond(elapsed: number): NextLook {
    const { priceMs, minMs, maxMs } = this.bounds;
    const intervalMs = Math.min(maxMs, Math.max(minMs, Math.sqrt(2 * priceMs * elapsed)));
    return { intervalMs, spacingMs: intervalMs };
  }
}

function areaUnder({ times, share }: Outlook): Float64Array {
  const area = new Float64Array(times.length);
  for (let index = 1; index < times.length; index += 1) {
    const width = times[index]! - times[index - 1]!;
    area[index] = area[index - 1]! + (width * (share[index]! + share[index - 1]!)) / 2;
  }
  return area;
}

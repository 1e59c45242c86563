import { bucketOf, fromNumbers, middleOf, remember, scaled, toNumbers, weightOf, type Histogram } from './histogram.js';
import { smooth, surroundings, type Smooth } from './smoothing.js';

/**
 * How long runs of one operation take, in a few hundred bytes: a long memory, a short one, and how well each of them
 * has foretold the latest durations.
 */
export interface DurationSketch {
  /** Durations learned from, ever. */
  readonly learned: number;
  /** The last several dozen durations. */
  readonly settled: Histogram;
  /** The last few. */
  readonly recent: Histogram;
  /** How much the long memory, the short one and neither are trusted; their sum is 1. */
  readonly trust: Trust;
}

type Trust = readonly [settled: number, recent: number, neither: number];

/** A duration, or the interval in which it certainly lies, milliseconds. */
export interface DurationEvidence {
  atLeastMs: number;
  atMostMs: number;
}

const SETTLED_MEMORY = 64;
const RECENT_MEMORY = 6;
const FIRST_TRUST: Trust = [0.25, 0.25, 0.5];
/** At each duration, this part of the trust is dealt out anew: nobody is ever trusted, or distrusted, for good. */
const RECONSIDERED = 0.02;

/** Trusted less than this twice in a row, so not for one odd run alone, the long memory is of a time that is over. */
const REFUTED = 0.02;
/** A run whose end lies somewhere in an interval is dealt out over at most so many pieces of it. */
const MOST_PIECES = 16;
/** Against believing only what is believed already. */
const EVEN_SHARE = 0.5;

export const EMPTY_SKETCH: DurationSketch = {
  learned: 0,
  settled: new Map(),
  recent: new Map(),
  trust: FIRST_TRUST,
};

/** The sketch after one more run; `elsewhere` is what is known of durations on the connection as a whole. */
export function learn(
  sketch: DurationSketch,
  evidence: DurationEvidence,
  elsewhere: Smooth | null = null,
): DurationSketch {
  const parts = partsOf(sketch, elsewhere);
  const added = spread(evidence, sketch.trust, parts);
  const learned = sketch.learned + 1;
  const trust = parts === null ? FIRST_TRUST : reconsider(sketch.trust, parts, evidence);
  const recent = remember(sketch.recent, added, 1 / RECENT_MEMORY);
  if (trust[0] < REFUTED && sketch.trust[0] < REFUTED) {
    // Runs take another time now: the long memory begins again with what the short one holds.
    const shared = (trust[0] + trust[1]) / 2;
    return { learned, settled: recent, recent, trust: [shared, shared, trust[2]] };
  }
  return { learned, settled: remember(sketch.settled, added, 1 / SETTLED_MEMORY), recent, trust };
}

/** One sketch of what two have seen. */
export function merge(one: DurationSketch, other: DurationSketch): DurationSketch {
  const learned = one.learned + other.learned;
  if (learned === 0) return EMPTY_SKETCH;
  const joined = (first: Histogram, second: Histogram, memory: number) => {
    const both = remember(first, second, 0);
    return scaled(both, Math.min(1, memory / weightOf(both)));
  };
  const share = one.learned / learned;
  const mixed = one.trust.map((trust, index) => share * trust + (1 - share) * other.trust[index]!);
  return {
    learned,
    settled: joined(one.settled, other.settled, SETTLED_MEMORY),
    recent: joined(one.recent, other.recent, RECENT_MEMORY),
    trust: [mixed[0]!, mixed[1]!, mixed[2]!],
  };
}

/** The three views of the next duration, in the order of `trust`; null when nothing is known at all. */
export function partsOf(sketch: DurationSketch, elsewhere: Smooth | null): [Smooth, Smooth, Smooth] | null {
  if (sketch.learned === 0) return null;
  const settled = smooth(sketch.settled);
  const recent = smooth(sketch.recent);
  const around = surroundings(recent.median);
  const neither: Smooth =
    elsewhere === null
      ? around
      : {
          ...around,
          below: (logarithm) => (around.below(logarithm) + elsewhere.below(logarithm)) / 2,
        };
  return [settled, recent, neither];
}

/** Bayes' rule for three experts, with a share that is dealt out anew (Herbster and Warmuth, Tracking the Best Expert, 1998). */
function reconsider(trust: Trust, parts: [Smooth, Smooth, Smooth], { atLeastMs, atMostMs }: DurationEvidence): Trust {
  const from = middleOf(bucketOf(atLeastMs) - 1);
  const to = middleOf(bucketOf(atMostMs) + 1);
  const foretold = parts.map((part, index) => trust[index]! * (part.below(to) - part.below(from) + 1e-9));
  const sum = foretold[0]! + foretold[1]! + foretold[2]!;
  const mixed = foretold.map((value, index) => (1 - RECONSIDERED) * (value / sum) + RECONSIDERED * FIRST_TRUST[index]!);
  return [mixed[0]!, mixed[1]!, mixed[2]!];
}

/** One run's weight over the times at which it may have ended: where runs are expected to end, rather than elsewhere. */
function spread(
  { atLeastMs, atMostMs }: DurationEvidence,
  trust: Trust,
  parts: [Smooth, Smooth, Smooth] | null,
): Map<number, number> {
  const first = bucketOf(Math.min(atLeastMs, atMostMs));
  const last = bucketOf(atMostMs);
  if (first === last) return new Map([[first, 1]]);
  const pieces = Math.min(MOST_PIECES, last - first);
  const width = (atMostMs - atLeastMs) / pieces;
  const logarithm = (time: number): number => Math.log(Math.max(time, 1));
  const likely = (from: number, to: number): number =>
    parts?.reduce((sum, part, index) => sum + trust[index]! * (part.below(to) - part.below(from)), 0) ?? 0;
  const all = likely(logarithm(atLeastMs), logarithm(atMostMs)) + 1e-9;
  const added = new Map<number, number>();
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = atLeastMs + piece * width;
    const share = likely(logarithm(from), logarithm(from + width)) / all;
    const bucket = bucketOf(from + width / 2);
    added.set(bucket, (added.get(bucket) ?? 0) + (1 - EVEN_SHARE) * share + EVEN_SHARE / pieces);
  }
  return scaled(added, 1 / weightOf(added));
}

/** The sketch as JSON. */
export function formatSketch({ learned, settled, recent, trust }: DurationSketch): string {
  const round = (share: number) => Number(share.toFixed(4));
  return JSON.stringify({ n: learned, s: toNumbers(settled), r: toNumbers(recent), t: trust.map(round) });
}

/** null for a text that is none. */
export function parseSketch(text: string): DurationSketch | null {
  try {
    const { n, s, r, t } = JSON.parse(text) as { n: number; s: number[]; r: number[]; t: [number, number, number] };
    const isSound = [n, ...s, ...r, ...t].every(Number.isFinite) && t.length === 3 && s.length > 0 && r.length > 0;
    return isSound ? { learned: n, settled: fromNumbers(s), recent: fromNumbers(r), trust: t } : null;
  } catch {
    return null;
  }
}

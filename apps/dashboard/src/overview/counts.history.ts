import type { JobState } from '../states/state.labels.js';

/** Jobs by state at one time. */
export interface Sample {
  at: number;
  counts: Partial<Record<JobState, number>>;
}

const MAX_SAMPLES = 600;

/** Appends a sample; above the limit, every second sample of the older half is dropped. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.at <= last.at) return [...samples];
  const all = [...samples, sample];
  if (all.length <= MAX_SAMPLES) return all;
  const half = Math.floor(MAX_SAMPLES / 2);
  return [...all.slice(0, half).filter((_, index) => index % 2 === 0), ...all.slice(half)];
}

/** Inserts a gap after a pause of more than six intervals, so that no line is drawn through it. */
export function withGaps(samples: readonly Sample[], intervalMs: number): (Sample | { at: number; counts: null })[] {
  return samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    const isApart = before !== undefined && sample.at - before.at > 6 * intervalMs;
    return isApart ? [{ at: before.at + 1, counts: null }, sample] : [sample];
  });
}

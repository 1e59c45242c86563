import { createRandom } from './planning.random.mjs';

const TYPICAL_MS = 120_000;
const [short, long] = [TYPICAL_MS / 3, (5 * TYPICAL_MS) / 3];

const logNormal = (sigma) => (random) => TYPICAL_MS * Math.exp(sigma * random.normal());
const within = (middle, part) => (random) => middle * (1 - part + 2 * part * random.next());
const exponential = (random) => -TYPICAL_MS * Math.log(1 - random.next());
const twoKinds = (random) =>
  random.next() < 0.6 ? within(short, 0.1)(random) : long * Math.exp(0.2 * random.normal());

/**
 * How long the runs of one operation take, milliseconds. `bar`: the ratio to reach when it is known. `barOverlapping`:
 * where many run at once; absent: such runs are replayed one after the other alone. `mean`: in units of the typical duration.
 */
export const DISTRIBUTIONS = [
  { name: 'within ±10 %', mean: 1, bar: 0.2, barOverlapping: 0.2, draw: within(TYPICAL_MS, 0.1) },
  { name: 'log-normal σ 0.5', mean: Math.exp(0.125), bar: 0.85, barOverlapping: 0.85, draw: logNormal(0.5) },
  { name: 'log-normal σ 1', mean: Math.exp(0.5), bar: 1.1, draw: logNormal(1) },
  { name: 'exponential', mean: 1, bar: 1.1, barOverlapping: 1.15, draw: exponential },
  { name: 'two kinds mixed', mean: 0.2 + (2 / 3) * Math.exp(0.02), bar: 1.1, barOverlapping: 1.1, draw: twoKinds },
];

export const LEARNING = 50;
export const LEARNED = 100;
export const SHIFTED = 150;

/** One history of an operation, one run after the other: 100 runs, then 50 that take `shift` times as long. */
export function trace({ draw }, seed, shift) {
  const random = createRandom(seed);
  return Array.from({ length: SHIFTED }, (_, index) => [
    { duration: draw(random) * (index < LEARNED ? 1 : shift), offset: 0, operation: 'replayed' },
  ]);
}

const OVERLAPPING = DISTRIBUTIONS.filter(({ barOverlapping }) => barOverlapping !== undefined);
const OVERLAPPING_MEAN_MS = 6_000;
const IN_A_BATCH = 60;
const BATCH_WITHIN_MS = 4_000;
/**
 * The first batch teaches, three more are as it is, and three take another time, of which the first one was started before
 * anybody could know: by the time that a job of it is polled, all have been started.
 */
export const BATCHES = { learning: 1, learned: 4, surprising: 5, shifted: 7 };
const STREAM_LEARNING = 60;
const STREAM_LEARNED = 240;
/** Between the starts of two runs of one operation: some twenty of each are under way at a time. */
const BETWEEN_STARTS_MS = 300;

/** What brings the mean of a distribution to that of the runs that overlap. */
export const overlappingFactor = ({ mean }) => OVERLAPPING_MEAN_MS / (TYPICAL_MS * mean);

/**
 * One history of a connection where batches are started again and again: 60 of each of four operations within four
 * seconds, all of them at an end before the next batch. `told`: the upstream says which operation a run is of.
 */
export function batches(seed, shift, told) {
  const random = createRandom(seed);
  return Array.from({ length: BATCHES.shifted }, (_, batch) =>
    OVERLAPPING.flatMap((distribution) =>
      Array.from({ length: IN_A_BATCH }, () => ({
        duration: drawn(distribution, random) * (batch < BATCHES.learned ? 1 : shift),
        offset: Math.round(BATCH_WITHIN_MS * random.next()),
        operation: told ? distribution.name : null,
      })),
    ),
  );
}

/** One history of a connection where runs of four operations start at any time, whatever else is under way. */
export function streams(seed) {
  const random = createRandom(seed);
  const group = OVERLAPPING.flatMap((distribution) => {
    let offset = 0;
    return Array.from({ length: STREAM_LEARNED }, () => {
      offset -= BETWEEN_STARTS_MS * Math.log(1 - random.next());
      return { duration: drawn(distribution, random), offset: Math.round(offset), operation: distribution.name };
    });
  });
  return [group];
}

/** What was learned from by the time that a run of a stream is started, by its place among those of its operation. */
export const isLearnedInStream = (place) => place >= STREAM_LEARNING;

const drawn = (distribution, random) => overlappingFactor(distribution) * distribution.draw(random);

/** Durations for the references: the distribution itself, not what one history happened to bring. */
export function population({ draw }, size, seed) {
  const random = createRandom(seed);
  return Float64Array.from({ length: size }, () => draw(random)).sort();
}

/** All that overlap, in equal parts. */
export const MIXTURE = {
  name: 'all in one',
  barOverlapping: 1.1,
  draw: (random) => drawn(OVERLAPPING[Math.floor(random.next() * OVERLAPPING.length)], random),
};

/** The operations of the histories whose runs overlap. */
export const OPERATIONS = OVERLAPPING.map((distribution) => ({
  ...distribution,
  draw: (random) => drawn(distribution, random),
}));

import { createRandom } from './cadence.random.mjs';

const TYPICAL_MS = 120_000;
const [short, long] = [TYPICAL_MS / 3, (5 * TYPICAL_MS) / 3];

const logNormal = (sigma) => (random) => TYPICAL_MS * Math.exp(sigma * random.normal());
const within = (middle, part) => (random) => middle * (1 - part + 2 * part * random.next());

/** How long the runs of one operation take, milliseconds. `bar`: the ratio to reach when it is known. */
export const DISTRIBUTIONS = [
  { name: 'within ±10 %', bar: 0.2, draw: within(TYPICAL_MS, 0.1) },
  { name: 'log-normal σ 0.5', bar: 0.85, draw: logNormal(0.5) },
  { name: 'log-normal σ 1', bar: 1.1, draw: logNormal(1) },
  { name: 'exponential', bar: 1.1, draw: (random) => -TYPICAL_MS * Math.log(1 - random.next()) },
  {
    name: 'two kinds mixed',
    bar: 1.1,
    draw: (random) => (random.next() < 0.6 ? within(short, 0.1)(random) : long * Math.exp(0.2 * random.normal())),
  },
];

export const LEARNING = 50;
export const LEARNED = 100;
export const SHIFTED = 150;

/** One history of an operation: 100 runs, then 50 that take `shift` times as long. */
export function trace({ draw }, seed, shift) {
  const random = createRandom(seed);
  return Array.from({ length: SHIFTED }, (_, index) => draw(random) * (index < LEARNED ? 1 : shift));
}

/** Durations for the references: the distribution itself, not what one history happened to bring. */
export function population({ draw }, size, seed) {
  const random = createRandom(seed);
  return Float64Array.from({ length: size }, () => draw(random)).sort();
}

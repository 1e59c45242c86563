// How late ends are seen, and for how many polls, beside a poller at fixed intervals with exactly as many polls, and
// beside the best that any schedule can do: where one run follows the other, and where many overlap, in batches and in
// streams. Of the former also how good what callers are told is: the estimated end that they hear at half the time of a
// job, and whether there is news for them after a wait as long as Retry-After says. Everything runs on a virtual clock
// and from seeds: no Redis, no waiting.
import { readOptions } from './bench.options.mjs';
import { figuresOf, table, toldToCallers } from './planning.figures.mjs';
import { replay } from './planning.replay.mjs';
import * as traces from './planning.traces.mjs';

const BAR_WHILE_UNCERTAIN = 1.2;
const SHIFTS = [
  { name: 'after ×3', factor: 3 },
  { name: 'after ÷3', factor: 1 / 3 },
];

const options = readOptions({ histories: 16, seed: 424_243, minMs: 1_000, maxMs: 60_000, population: 20_000 });
const bounds = (minMs, maxMs) => ({ minMs, maxMs, absenceSpreadMs: 60_000, absenceAnswers: 3 });
const RULES = bounds(options.minMs, options.maxMs);
const OVERLAPPING_RULES = bounds(options.minMs / 10, options.maxMs / 6);

const upstream = (dated) => (dated ? 'tells times' : 'tells no times');
const populationOf = (distribution, factor = 1) =>
  traces.population(distribution, options.population, options.seed).map((duration) => duration * factor);
const historiesOf = (rules, dated, groups) =>
  Array.from({ length: options.histories }, (_, index) => {
    const seed = options.seed + index * 7919;
    return replay(groups(seed), { rules, seed: seed + 1, dated });
  });

/** One run after the other. */
function measureAlone(distribution, dated) {
  const runs = SHIFTS.map(({ name, factor }) => ({
    name,
    factor,
    histories: historiesOf(RULES, dated, (seed) => traces.trace(distribution, seed, factor)),
  }));
  const measure = (phase, histories, from, to, bar, factor = 1) => {
    const jobs = histories.flatMap((groups) => groups.slice(from, to).flat());
    const subject = { work: 'alone', durations: distribution.name, upstream: upstream(dated), phase };
    const population = populationOf(distribution, factor);
    return { figures: figuresOf(subject, jobs, population, bar), told: toldToCallers(subject, jobs, population) };
  };
  const [{ histories: first }] = runs;
  const { LEARNING, LEARNED, SHIFTED } = traces;
  return [
    measure('first 50', first, 0, LEARNING, BAR_WHILE_UNCERTAIN),
    measure('learned', first, LEARNING, LEARNED, distribution.bar),
    ...runs.map(({ name, factor, histories }) =>
      measure(name, histories, LEARNED, SHIFTED, BAR_WHILE_UNCERTAIN, factor),
    ),
  ];
}

/** Many at once: each operation by itself. */
function measureOperations(work, dated, phase, jobs, barOf, factor = 1) {
  return traces.OPERATIONS.map((operation) => {
    const subject = { work, durations: operation.name, upstream: upstream(dated), phase };
    const own = jobs.filter((job) => job.operation === operation.name);
    return { figures: figuresOf(subject, own, populationOf(operation, factor), barOf(operation)) };
  });
}

const barWhenLearned = ({ barOverlapping }) => barOverlapping;

function measureBatches(dated) {
  const { learning, learned, surprising, shifted } = traces.BATCHES;
  const batches = (factor) => historiesOf(OVERLAPPING_RULES, dated, (seed) => traces.batches(seed, factor, true));
  const jobsOf = (histories, from, to) => histories.flatMap((groups) => groups.slice(from, to).flat());
  const runs = SHIFTS.map(({ name, factor }) => ({ name, factor, histories: batches(factor) }));
  const [{ histories: first }] = runs;
  const measure = (phase, jobs, barOf, factor) => measureOperations('batches', dated, phase, jobs, barOf, factor);
  return [
    ...measure('first batch', jobsOf(first, 0, learning), () => null),
    ...measure('learned', jobsOf(first, learning, learned), barWhenLearned),
    ...runs.flatMap(({ name, factor, histories }) => [
      ...measure(`first ${name}`, jobsOf(histories, learned, surprising), () => null, factor),
      ...measure(name, jobsOf(histories, surprising, shifted), () => BAR_WHILE_UNCERTAIN, factor),
    ]),
  ];
}

/** Batches of which the upstream does not say what operation each run is of. */
function measureMixture(dated) {
  const { learning, learned } = traces.BATCHES;
  const histories = historiesOf(OVERLAPPING_RULES, dated, (seed) => traces.batches(seed, 1, false));
  const jobs = histories.flatMap((groups) => groups.slice(learning, learned).flat());
  const { MIXTURE } = traces;
  const subject = { work: 'batches', durations: MIXTURE.name, upstream: upstream(dated), phase: 'learned' };
  return [{ figures: figuresOf(subject, jobs, populationOf(MIXTURE), MIXTURE.barOverlapping) }];
}

function measureStreams(dated) {
  const histories = historiesOf(OVERLAPPING_RULES, dated, (seed) => traces.streams(seed));
  const learned = histories.flatMap(([jobs]) =>
    traces.OPERATIONS.flatMap(({ name }) =>
      jobs.filter((job) => job.operation === name).filter((_, place) => traces.isLearnedInStream(place)),
    ),
  );
  return measureOperations('streams', dated, 'learned', learned, barWhenLearned);
}

const measured = [true, false].flatMap((dated) => [
  ...traces.DISTRIBUTIONS.flatMap((distribution) => measureAlone(distribution, dated)),
  ...measureBatches(dated),
  ...measureMixture(dated),
  ...measureStreams(dated),
]);
for (const lines of measured) for (const line of Object.values(lines)) console.log(JSON.stringify(line));

const COMMON = ['work', 'durations', 'upstream', 'phase'];
const LAGS = ['pollsPerJob', 'meanLagMs', 'p95LagMs', 'ratio', 'bestRatio', 'bar'];
const ESTIMATES = ['estimated', 'medianError', 'p90Error', 'bestMedianError'];
const WAITS = ['waitsPerJob', 'waitsWithNews', 'sameLagAtFixedIntervals'];
const figures = measured.map((lines) => lines.figures);
table([...COMMON, ...LAGS], figures);
table(
  [...COMMON, ...ESTIMATES, ...WAITS],
  measured.flatMap(({ told }) => told ?? []),
);
const held = figures.filter(({ bar }) => bar !== null);
const missed = held.filter(({ reached }) => !reached);
table([...COMMON, 'ratio', 'bar'], missed);
console.log(`\n${held.length - missed.length} of ${held.length} bars reached.\n`);
if (missed.length > 0) process.exitCode = 1;

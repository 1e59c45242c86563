// How late ends are seen, and for how many looks, beside a poller at fixed intervals with exactly as many looks, and
// beside the best that any schedule can do; and how good what callers are told is: the estimated end that they hear at half
// the time of a job, and whether there is news for them after a wait as long as Retry-After says. Everything runs on a virtual clock and from seeds: no Redis, no waiting.
import { readOptions } from './bench.options.mjs';
import { median, quantile } from './bench.report.mjs';
import { replay } from './cadence.replay.mjs';
import { fixedIntervalLag, fixedIntervalLooks, leastErrorsAtHalf, leastLag } from './cadence.references.mjs';
import { DISTRIBUTIONS, LEARNED, LEARNING, population, SHIFTED, trace } from './cadence.traces.mjs';

const BAR_WHILE_UNCERTAIN = 1.2;
const SHIFTS = [
  { name: 'after ×3', factor: 3 },
  { name: 'after ÷3', factor: 1 / 3 },
];

const options = readOptions({ histories: 16, seed: 424_243, minMs: 1_000, maxMs: 60_000, population: 20_000 });
const rules = { minMs: options.minMs, maxMs: options.maxMs, absenceSpreadMs: 60_000, absenceAnswers: 3 };
const rounded = (value) => Number(value.toPrecision(3));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What came of one phase of many histories. */
function measure(distribution, dated, phase, jobs, factor, bar) {
  const durations = jobs.map(({ duration }) => duration);
  const looks = mean(jobs.map((job) => job.looks));
  const lags = jobs.map(({ lag }) => lag);
  const all = population(distribution, options.population, options.seed).map((duration) => duration * factor);
  const best = leastLag(all, looks);
  const ratio = rounded(mean(lags) / fixedIntervalLag(durations, looks));
  const figures = {
    bench: 'cadence',
    durations: distribution.name,
    upstream: dated ? 'tells times' : 'tells no times',
    phase,
    jobs: jobs.length,
    looksPerJob: rounded(looks),
    meanLagMs: Math.round(mean(lags)),
    p95LagMs: Math.round(quantile(lags, 0.95)),
    fixedIntervalLagMs: Math.round(fixedIntervalLag(durations, looks)),
    ratio,
    bestRatio: rounded(best.lag / fixedIntervalLag(all, best.looks)),
    bar,
    reached: ratio <= bar,
  };
  console.log(JSON.stringify(figures));
  const told = toldToCallers(distribution, dated, phase, jobs, all);
  console.log(JSON.stringify(told));
  return { figures, told };
}

/** What came of what callers were told. */
function toldToCallers({ name }, dated, phase, jobs, all) {
  const guesses = jobs.filter(({ foretold }) => foretold !== null);
  const errors = guesses.map(({ duration, foretold }) => Math.abs(foretold - duration) / duration);
  const durations = jobs.map(({ duration }) => duration);
  const waits = mean(jobs.map((job) => job.waits));
  return {
    bench: 'cadence',
    durations: name,
    upstream: dated ? 'tells times' : 'tells no times',
    phase,
    foretold: rounded(guesses.length / jobs.length),
    medianError: rounded(median(errors)),
    p90Error: rounded(quantile(errors, 0.9)),
    bestMedianError: rounded(median(leastErrorsAtHalf(all, durations))),
    waitsPerJob: rounded(waits),
    waitsWithNews: rounded(1 / waits),
    sameLagAtFixedIntervals: rounded(1 / fixedIntervalLooks(durations, mean(jobs.map(({ lag }) => lag)))),
  };
}

function measureAll(distribution, dated) {
  const histories = (factor) =>
    Array.from({ length: options.histories }, (_, index) => {
      const seed = options.seed + index * 7919;
      return replay(trace(distribution, seed, factor), { rules, seed: seed + 1, dated });
    });
  const runs = SHIFTS.map(({ name, factor }) => ({ name, factor, histories: histories(factor) }));
  const part = (of, from, to) => of.flatMap((history) => history.slice(from, to));
  const [{ histories: first }] = runs;
  return [
    measure(distribution, dated, 'first 50', part(first, 0, LEARNING), 1, BAR_WHILE_UNCERTAIN),
    measure(distribution, dated, 'learned', part(first, LEARNING, LEARNED), 1, distribution.bar),
    ...runs.map((run) =>
      measure(distribution, dated, run.name, part(run.histories, LEARNED, SHIFTED), run.factor, BAR_WHILE_UNCERTAIN),
    ),
  ];
}

function table(columns, lines) {
  const rows = [columns, ...lines.map((line) => columns.map((column) => String(line[column])))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  console.log(`\n${rows.map((row) => row.map((text, index) => text.padEnd(widths[index])).join('  ')).join('\n')}`);
}

const COMMON = ['durations', 'upstream', 'phase'];
const LAGS = ['looksPerJob', 'meanLagMs', 'p95LagMs', 'ratio', 'bestRatio', 'bar'];
const ESTIMATES = ['foretold', 'medianError', 'p90Error', 'bestMedianError'];
const WAITS = ['waitsPerJob', 'waitsWithNews', 'sameLagAtFixedIntervals'];

const measured = [true, false].flatMap((dated) =>
  DISTRIBUTIONS.flatMap((distribution) => measureAll(distribution, dated)),
);
const lines = measured.map(({ figures }) => figures);
table([...COMMON, ...LAGS], lines);
table(
  [...COMMON, ...ESTIMATES, ...WAITS],
  measured.map(({ told }) => told),
);
const missed = lines.filter(({ reached }) => !reached);
console.log(`\n${lines.length - missed.length} of ${lines.length} bars reached.\n`);
if (missed.length > 0) process.exitCode = 1;

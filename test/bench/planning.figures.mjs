import { median, quantile } from './bench.report.mjs';
import { fixedIntervalLag, fixedIntervalPolls, leastErrorsAtHalf, leastLag } from './planning.references.mjs';

const rounded = (value) => Number(value.toPrecision(3));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What came of one phase of many histories. `subject`: what stands in the line besides; `population`: sorted durations of
 * the distribution that the jobs are from; `bar`: what the ratio is held to, or null.
 */
export function figuresOf(subject, jobs, population, bar) {
  const durations = jobs.map(({ duration }) => duration);
  const polls = mean(jobs.map((job) => job.polls));
  const lags = jobs.map(({ lag }) => lag);
  const best = leastLag(population, polls);
  const fixed = fixedIntervalLag(durations, polls);
  const ratio = rounded(mean(lags) / fixed);
  return {
    bench: 'planning',
    ...subject,
    jobs: jobs.length,
    pollsPerJob: rounded(polls),
    meanLagMs: Math.round(mean(lags)),
    p95LagMs: Math.round(quantile(lags, 0.95)),
    fixedIntervalLagMs: Math.round(fixed),
    ratio,
    bestRatio: rounded(best.lag / fixedIntervalLag(population, best.polls)),
    bar,
    reached: bar === null ? null : ratio <= bar,
  };
}

/** What came of what callers were told. */
export function toldToCallers(subject, jobs, population) {
  const guesses = jobs.filter(({ estimated }) => estimated !== null);
  const errors = guesses.map(({ duration, estimated }) => Math.abs(estimated - duration) / duration);
  const durations = jobs.map(({ duration }) => duration);
  const waits = mean(jobs.map((job) => job.waits));
  return {
    bench: 'planning',
    ...subject,
    estimated: rounded(guesses.length / jobs.length),
    medianError: rounded(median(errors)),
    p90Error: rounded(quantile(errors, 0.9)),
    bestMedianError: rounded(median(leastErrorsAtHalf(population, durations))),
    waitsPerJob: rounded(waits),
    waitsWithNews: rounded(1 / waits),
    sameLagAtFixedIntervals: rounded(1 / fixedIntervalPolls(durations, mean(jobs.map(({ lag }) => lag)))),
  };
}

/** Writes lines as a table of some of their members. */
export function table(columns, lines) {
  const rows = [columns, ...lines.map((line) => columns.map((column) => String(line[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  console.log(`\n${rows.map((row) => row.map((text, index) => text.padEnd(widths[index])).join('  ')).join('\n')}`);
}

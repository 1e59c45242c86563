import { barInWords, isMet } from './bench.bars.mjs';

/**
 * Collects figures; writes each as a line of JSON when it comes, and all of them as a table in the end, with what they are held
 * to and whether they clear it.
 */
export class BenchReport {
  #lines = [];

  constructor(bench) {
    this.bench = bench;
  }

  /**
   * A figure by itself, of one or several rounds.
   * @param {import('./bench.bars.mjs').Bar} [bar]
   */
  figure(metric, unit, rounds, bar) {
    const value = median(rounds);
    this.#add({
      bench: this.bench,
      metric,
      unit,
      value,
      reference: null,
      ratio: null,
      ...judged(bar, { value }),
      rounds,
    });
  }

  /**
   * A figure beside that of a reference, both measured in the same rounds. The ratio is the median of the rounds' own
   * ratios: what slows a whole round down does not show in it.
   * @param {import('./bench.bars.mjs').Bar} [bar]
   */
  ratio(metric, unit, rounds, against, referenceRounds, bar) {
    const value = median(rounds);
    const ratio = median(rounds.map((one, round) => one / referenceRounds[round]));
    this.#add({
      bench: this.bench,
      metric,
      unit,
      value,
      against,
      reference: median(referenceRounds),
      ratio: rounded(ratio),
      ...judged(bar, { value, ratio }),
      rounds,
      referenceRounds,
    });
  }

  /** Writes the table. */
  table() {
    const rows = this.#lines.map(({ metric, unit, value, against, reference, ratio, bar, met }) => [
      metric,
      `${grouped(value)} ${unit}`,
      against === undefined ? '' : `${grouped(reference)} ${unit}  ${against}`,
      ratio === null ? '' : String(ratio),
      bar === null ? '' : barInWords(bar, unit),
      bar === null ? '' : met ? 'met' : 'MISSED',
    ]);
    const all = [['metric', 'measured', 'reference', 'ratio', 'bar', ''], ...rows];
    const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
    const lineOf = (row) => row.map((text, column) => text.padEnd(widths[column])).join('  ');
    console.log(`\n${all.map((row) => lineOf(row).trimEnd()).join('\n')}\n`);
  }

  #add(line) {
    const exact = (values) => values?.map(rounded);
    const { value, reference, rounds, referenceRounds } = line;
    this.#lines.push(line);
    const written = { ...line, value: rounded(value), reference: reference === null ? null : rounded(reference) };
    console.log(JSON.stringify({ ...written, rounds: exact(rounds), referenceRounds: exact(referenceRounds) }));
  }
}

function judged(bar = null, figure) {
  return { bar, met: bar === null ? null : isMet(bar, figure) };
}

/** The value below which the given share (0–1) of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const rounded = (value) => Number(value.toPrecision(4));
const grouped = (value) => rounded(value).toLocaleString('en-US', { maximumFractionDigits: 3 });

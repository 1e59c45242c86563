/** Collects figures; writes each as a line of JSON when it comes, and all of them as a table in the end. */
export class BenchReport {
  #lines = [];

  constructor(bench) {
    this.bench = bench;
  }

  /** A figure by itself, of one or several rounds. */
  figure(metric, unit, rounds) {
    this.#add({ bench: this.bench, metric, unit, value: median(rounds), reference: null, ratio: null, rounds });
  }

  /**
   * A figure beside that of a reference, both measured in the same rounds. The ratio is the median of the rounds' own
   * ratios: what slows a whole round down does not show in it.
   */
  ratio(metric, unit, rounds, against, referenceRounds) {
    const ratios = rounds.map((value, round) => value / referenceRounds[round]);
    this.#add({
      bench: this.bench,
      metric,
      unit,
      value: median(rounds),
      against,
      reference: median(referenceRounds),
      ratio: rounded(median(ratios)),
      rounds,
      referenceRounds,
    });
  }

  /** Writes the table. */
  table() {
    const rows = this.#lines.map(({ metric, unit, value, against, reference, ratio }) => [
      metric,
      `${grouped(value)} ${unit}`,
      against === undefined ? '' : `${grouped(reference)} ${unit}  ${against}`,
      ratio === null ? '' : String(ratio),
    ]);
    const all = [['metric', 'measured', 'reference', 'ratio'], ...rows];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
    console.log(
      `\n${all.map((row) => row.map((text, column) => text.padEnd(widths[column])).join('  ')).join('\n')}\n`,
    );
  }

  #add(line) {
    const exact = (values) => values?.map(rounded);
    const { value, reference, rounds, referenceRounds } = line;
    this.#lines.push(line);
    const written = { ...line, value: rounded(value), reference: reference === null ? null : rounded(reference) };
    console.log(JSON.stringify({ ...written, rounds: exact(rounds), referenceRounds: exact(referenceRounds) }));
  }
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

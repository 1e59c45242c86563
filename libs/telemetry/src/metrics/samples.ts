import type { LabelsOf, MetricName } from './metric.catalog.js';

/** One number of a metric at the moment. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
  /** Where it is not that of the metric, as in a histogram. */
  metricName?: string;
}

/** One value for each combination of labels; hot paths keep theirs. */
export class LabeledSeries<Name extends MetricName, Counted> {
  private readonly known = new Map<string, { labels: Readonly<Record<string, string>>; counted: Counted }>();

  constructor(
    protected readonly names: readonly string[],
    private readonly make: () => Counted,
  ) {}

  of(labels: LabelsOf<Name>): Counted {
    const values = labels as Readonly<Record<string, string>>;
    const key = this.names.map((name) => values[name]).join(' ');
    let entry = this.known.get(key);
    if (!entry) this.known.set(key, (entry = { labels: values, counted: this.make() }));
    return entry.counted;
  }

  entries(): Iterable<{ labels: Readonly<Record<string, string>>; counted: Counted }> {
    return this.known.values();
  }
}

/** A value of a metric; null where there is none. */
export interface Measurement<Name extends MetricName> {
  labels: LabelsOf<Name>;
  value: number | null;
}

/** Numbers that only grow, counted here or elsewhere. */
export class Counter<Name extends MetricName> extends LabeledSeries<Name, CounterValue> {
  private readonly sources: (() => readonly Measurement<Name>[])[] = [];

  constructor(names: readonly string[]) {
    super(names, () => new CounterValue());
  }

  /** Counts what is counted elsewhere, too: read each time when the metrics are. */
  readFrom(source: () => readonly Measurement<Name>[]): void {
    this.sources.push(source);
  }

  samples(): Sample[] {
    const sums = new LabeledSeries<Name, CounterValue>(this.names, () => new CounterValue());
    for (const { labels, counted } of this.entries()) sums.of(labels as LabelsOf<Name>).value += counted.value;
    for (const source of this.sources) {
      for (const { labels, value } of source()) sums.of(labels).value += value ?? 0;
    }
    return [...sums.entries()].map(({ labels, counted: { value } }) => ({ labels, value }));
  }
}

/** A number that only grows. Public, so that counting is an addition and nothing else. */
export class CounterValue {
  value = 0;
}

/** Values by size. */
export class Histogram {
  private readonly counts: number[];
  private total = 0;
  private sum = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0);
  }

  add(value: number): void {
    this.total += 1;
    this.sum += value;
    for (let index = 0; index < this.bounds.length; index += 1) {
      if (value <= this.bounds[index]!) {
        this.counts[index]! += 1;
        return;
      }
    }
  }

  /** As Prometheus wants them: each bucket holds what is in the smaller ones, too. */
  samples(name: string, labels: Readonly<Record<string, string>>): Sample[] {
    let below = 0;
    const buckets = this.bounds.map((bound, index) => {
      below += this.counts[index]!;
      return { metricName: `${name}_bucket`, labels: { ...labels, le: String(bound) }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: this.total },
      { metricName: `${name}_sum`, labels, value: this.sum },
      { metricName: `${name}_count`, labels, value: this.total },
    ];
  }
}

import { collectDefaultMetrics, Registry, type Metric } from 'prom-client';
import { factsOf, type MetricName, type NameOf } from './metric.catalog.js';
import { LabeledSeries, Counter, Histogram, type Measurement, type Sample } from './samples.js';

export interface MetricsViewer {
  /** Whether no connection is hidden from them. */
  seesAll: boolean;
  sees(connection: string): boolean;
}

/** What a registry of prom-client asks of a metric. Its own counters resolve labels at each count; ours add. */
interface Family {
  name: string;
  get(): Promise<{ name: string; help: string; type: string; values: Sample[]; aggregator: string }>;
}

/** The metrics of one process: counted with plain numbers while it works, put together when somebody reads them. */
export class Metrics {
  static readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly counted = new Map<MetricName, unknown>();
  private readsProcess = false;

  /** One counter for each name. */
  counter<Name extends NameOf<'counter'>>(name: Name): Counter<Name> {
    return this.once(name, () => {
      const counter = new Counter<Name>(factsOf(name).labels);
      this.register(name, () => counter.samples());
      return counter;
    });
  }

  histogram<Name extends NameOf<'histogram'>>(name: Name): LabeledSeries<Name, Histogram> {
    return this.once(name, () => {
      const { labels: names, buckets = [] } = factsOf(name);
      const histograms = new LabeledSeries<Name, Histogram>(names, () => new Histogram(buckets));
      this.register(name, () =>
        [...histograms.entries()].flatMap(({ labels, counted }) => counted.samples(name, labels)),
      );
      return histograms;
    });
  }

  /** Read each time when the metrics are. */
  gauge<Name extends NameOf<'gauge'>>(
    name: Name,
    read: () => readonly Measurement<Name>[] | Promise<readonly Measurement<Name>[]>,
  ): void {
    this.register(name, async () =>
      (await read()).flatMap(({ labels, value }) => (value === null ? [] : [{ labels, value }])),
    );
  }

  /** In the text form of Prometheus. Series without a connection need a viewer of all connections. */
  async text(viewer: MetricsViewer): Promise<string> {
    if (!this.readsProcess) collectDefaultMetrics({ register: this.registry });
    this.readsProcess = true;
    const families = this.registry.getMetricsAsArray() as unknown as Family[];
    const shown = families.filter(({ name }) => viewer.seesAll || isOfConnections(name));
    const view = new Registry();
    for (const family of shown) view.registerMetric(asMetric(visible(family, viewer)));
    return view.metrics();
  }

  private once<Counted>(name: MetricName, make: () => Counted): Counted {
    if (!this.counted.has(name)) this.counted.set(name, make());
    return this.counted.get(name) as Counted;
  }

  private register(name: MetricName, samples: () => Sample[] | Promise<Sample[]>): void {
    const { kind: type, help } = factsOf(name);
    const get = async () => ({ name, help, type, values: await samples(), aggregator: 'sum' });
    this.registry.registerMetric(asMetric({ name, get }));
  }
}

/** The types of prom-client foresee its own classes alone; a registry calls nothing but `get`. */
const asMetric = (family: Family): Metric => family as unknown as Metric;

function isOfConnections(name: string): boolean {
  return name.startsWith('jobgate_') && factsOf(name as MetricName).labels.includes('connection');
}

function visible(family: Family, viewer: MetricsViewer): Family {
  if (viewer.seesAll) return family;
  const get = async () => {
    const { values, ...rest } = await family.get();
    return { ...rest, values: values.filter(({ labels }) => viewer.sees(labels['connection']!)) };
  };
  return { name: family.name, get };
}

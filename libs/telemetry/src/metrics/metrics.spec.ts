import { METRICS, Metrics, type MetricsViewer } from './index.js';

const ALL: MetricsViewer = { seesAll: true, sees: () => true };
const only = (name: string): MetricsViewer => ({ seesAll: false, sees: (connection) => connection === name });

/** Lines with a value, of our own metrics. */
const valuesIn = (text: string) => text.split('\n').filter((line) => line.startsWith('jobgate_'));

describe('Metrics', () => {
  let metrics: Metrics;

  beforeEach(() => {
    metrics = new Metrics();
  });

  it('reports counts in the text form of Prometheus', async () => {
    const looks = metrics.counter('jobgate_upstream_answers_total');
    looks.of({ connection: 'hmc-lab', trouble: 'none' }).value += 2;
    looks.of({ connection: 'hmc-lab', trouble: 'none' }).value += 1;
    const text = await metrics.text(ALL);
    expect(text).toContain('# TYPE jobgate_upstream_answers_total counter\n');
    expect(valuesIn(text)).toEqual(['jobgate_upstream_answers_total{connection="hmc-lab",trouble="none"} 3']);
  });

  it('shares one counter between all who request it', async () => {
    for (const looks of [
      metrics.counter('jobgate_upstream_answers_total'),
      metrics.counter('jobgate_upstream_answers_total'),
    ]) {
      looks.of({ connection: 'a', trouble: 'none' }).value += 1;
    }
    expect(valuesIn(await metrics.text(ALL))).toEqual([
      'jobgate_upstream_answers_total{connection="a",trouble="none"} 2',
    ]);
  });

  it('adds what is counted elsewhere to what is counted here', async () => {
    const answers = metrics.counter('jobgate_upstream_answers_total');
    let elsewhere = 5;
    answers.of({ connection: 'a', trouble: 'none' }).value += 1;
    answers.readFrom(() => [
      { labels: { connection: 'a', trouble: 'none' }, value: elsewhere },
      { labels: { connection: 'b', trouble: 'throttled' }, value: 2 },
    ]);
    const told = async () => valuesIn(await metrics.text(ALL)).map((line) => line.replace(/^\S+total/, ''));
    expect(await told()).toEqual(['{connection="a",trouble="none"} 6', '{connection="b",trouble="throttled"} 2']);
    elsewhere += 1;
    expect((await told())[0]).toBe('{connection="a",trouble="none"} 7');
  });

  it('adds the smaller buckets of a histogram up', async () => {
    const lag = metrics.histogram('jobgate_detection_lag_seconds').of({ connection: 'a' });
    for (const seconds of [0.01, 0.05, 0.2, 1_000]) lag.add(seconds);
    const values = new Map(valuesIn(await metrics.text(ALL)).map((line) => line.split(' ') as [string, string]));
    const name = 'jobgate_detection_lag_seconds';
    expect(values.get(`${name}_bucket{connection="a",le="0.05"}`)).toBe('2');
    expect(values.get(`${name}_bucket{connection="a",le="0.1"}`)).toBe('2');
    expect(values.get(`${name}_bucket{connection="a",le="0.25"}`)).toBe('3');
    expect(values.get(`${name}_bucket{connection="a",le="300"}`)).toBe('3');
    expect(values.get(`${name}_bucket{connection="a",le="+Inf"}`)).toBe('4');
    expect(values.get(`${name}_count{connection="a"}`)).toBe('4');
    expect(Number(values.get(`${name}_sum{connection="a"}`))).toBeCloseTo(1_000.26);
  });

  it('reads gauges when it is read, and leaves out what has no value', async () => {
    let depth = 1;
    metrics.gauge('jobgate_schedule_jobs', () => [
      { labels: { connection: 'a' }, value: depth },
      { labels: { connection: 'b' }, value: null },
    ]);
    expect(valuesIn(await metrics.text(ALL))).toEqual(['jobgate_schedule_jobs{connection="a"} 1']);
    depth = 7;
    expect(valuesIn(await metrics.text(ALL))).toEqual(['jobgate_schedule_jobs{connection="a"} 7']);
  });

  it('shows a viewer of some connections these alone, and nothing of the process', async () => {
    metrics.gauge('jobgate_workers', () => [{ labels: {}, value: 3 }]);
    for (const connection of ['a', 'b']) {
      metrics.counter('jobgate_upstream_answers_total').of({ connection, trouble: 'none' }).value += 1;
      metrics.histogram('jobgate_detection_lag_seconds').of({ connection }).add(1);
    }
    const text = await metrics.text(only('a'));
    expect(text).not.toMatch(/"b"|jobgate_workers|process_|nodejs_/);
    expect(valuesIn(text)).toHaveLength(1 + METRICS.jobgate_detection_lag_seconds.buckets.length + 3);
    expect(valuesIn(await metrics.text(only('nowhere')))).toEqual([]);
  });

  it('shows a viewer of all connections how the process is doing, its event loop too', async () => {
    const text = await metrics.text(ALL);
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
      'process_start_time_seconds',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });
});

describe('the catalog of metrics', () => {
  it.each(Object.entries(METRICS))('names %s as is usual', (name, { kind, labels }) => {
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    if (kind === 'histogram') expect(name).toMatch(/_seconds$/);
    // Labels that anybody could fill without end have no place here.
    const bounded = [
      'connection',
      'kind',
      'provider',
      'route',
      'status',
      'cache',
      'state',
      'trouble',
      'outcome',
      'reason',
    ];
    expect(bounded).toEqual(expect.arrayContaining([...labels]));
  });
});

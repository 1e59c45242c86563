import { readFileSync } from 'node:fs';
import { findCharts } from './series.charts.js';

const FIXTURE = new URL('../../../../test/fixtures/hitachi-analyzer/succeeded.json', import.meta.url);
const { result } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { result: unknown };

describe('the charts of a result', () => {
  it('are its time series, one picture for each name, with the holes that it has', () => {
    const charts = findCharts(result);
    expect(charts.map(({ title, unit, lines }) => [title, unit, lines])).toEqual([
      ['cpu usage', '', [{ label: 'lab-a1', values: [24, 33.5, null, 68, 4] }]],
      ['Total IOPS', 'IOPS', [{ label: '00:00:1A', values: [118.2, null] }]],
    ]);
    expect(charts[0]!.times[1]! - charts[0]!.times[0]!).toBe(60_000);
    expect(new Date(charts[0]!.times[0]!).getHours()).toBe(8);
  });

  it('draw no more lines than can be told apart, and say how many are left out', () => {
    const resource = (index: number) => ({
      name: `vm${index}`,
      cpu: { type: 'timeseries', name: 'cpu', unit: '%', interval: 60, start: '20261121_080000', data: [index] },
    });
    const [chart] = findCharts(Array.from({ length: 20 }, (_, index) => resource(index)));
    expect([chart!.lines.length, chart!.omitted]).toEqual([8, 12]);
  });

  it.each([
    null,
    5,
    'text',
    {},
    [],
    { type: 'timeseries' },
    { type: 'timeseries', interval: 0, start: 'x', data: [1] },
  ])('are none in %j', (value) => expect(findCharts(value)).toEqual([]));
});

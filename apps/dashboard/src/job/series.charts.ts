/** Time series of one name as lines of one chart. */
export interface SeriesChart {
  title: string;
  unit: string;
  /** Milliseconds; the upstream's local time, without a zone. */
  times: number[];
  lines: { label: string; values: (number | null)[] }[];
  /** Series beyond the limit of one chart. */
  omitted: number;
}

interface Series {
  title: string;
  unit: string;
  owner: string;
  start: number;
  intervalMs: number;
  values: (number | null)[];
}

const MAX_LINES = 8;
const MAX_CHARTS = 6;
const MAX_DEPTH = 6;

/**
 * Charts of the time series in a result, as Hitachi Ops Center Analyzer writes them:
 * `{type: 'timeseries', name, unit, interval, start: '20261121_080000', data: [24, null]}` below resources with names.
 */
export function findCharts(result: unknown): SeriesChart[] {
  const groups = new Map<string, Series[]>();
  for (const series of findSeries(result, '', 0)) {
    const name = JSON.stringify([series.title, series.unit, series.start, series.intervalMs]);
    groups.set(name, [...(groups.get(name) ?? []), series]);
  }
  return [...groups.values()].slice(0, MAX_CHARTS).map(chartOf);
}

function chartOf(group: Series[]): SeriesChart {
  const { title, unit, start, intervalMs } = group[0]!;
  const length = Math.max(...group.map(({ values }) => values.length));
  const times = Array.from({ length }, (_, index) => start + index * intervalMs);
  const lines = group.slice(0, MAX_LINES).map(({ owner, values }) => ({
    label: owner,
    values: times.map((_, index) => values[index] ?? null),
  }));
  return { title, unit, times, lines, omitted: group.length - lines.length };
}

function* findSeries(value: unknown, owner: string, depth: number): Generator<Series> {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const one of value) yield* findSeries(one, owner, depth + 1);
    return;
  }
  const record = value as Record<string, unknown>;
  const series = parseSeries(record, owner);
  if (series !== null) return yield series;
  const name = typeof record['name'] === 'string' ? record['name'] : owner;
  for (const part of Object.values(record)) yield* findSeries(part, name, depth + 1);
}

function parseSeries(
  { type, name, unit, interval, start, data }: Record<string, unknown>,
  owner: string,
): Series | null {
  if (type !== 'timeseries' || typeof interval !== 'number' || !Array.isArray(data)) return null;
  const at = parseTime(start);
  if (at === null || interval <= 0) return null;
  const values = data.map((one) => (typeof one === 'number' ? one : null));
  return { title: String(name ?? ''), unit: String(unit ?? ''), owner, start: at, intervalMs: interval * 1000, values };
}

function parseTime(text: unknown): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/.exec(String(text));
  if (parts === null) return null;
  const [year = 0, month = 1, ...rest] = parts.slice(1).map(Number);
  return new Date(year, month - 1, ...rest).getTime();
}

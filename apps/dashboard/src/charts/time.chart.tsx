import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useIsDark } from '../theme/theme.choice.js';
import './charts.css';

export interface Line {
  label: string;
  /** A CSS color; `var(…)` too. */
  color: string;
  /** One for each time; null: a gap. */
  values: (number | null)[];
}

export interface TimeChartProps {
  /** For screen readers. */
  label: string;
  /** Milliseconds. */
  times: number[];
  lines: Line[];
  height: number;
  isStacked?: boolean;
}

/** A line or stacked-area chart with a legend. */
export default function TimeChart({ label, times, lines, height, isStacked = false }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const isDark = useIsDark();
  const style = JSON.stringify(lines.map((line) => [line.label, line.color]));
  const data = dataOf(times, lines, isStacked);
  const latest = useRef(data);

  useEffect(() => {
    latest.current = data;
    chart.current?.setData(data);
  });

  useEffect(() => {
    const place = frame.current!;
    const series = JSON.parse(style) as [string, string][];
    const options = optionsOf(place, series, height, isStacked);
    const plot = new uPlot(options, latest.current, place);
    chart.current = plot;
    const resizing = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height }));
    resizing.observe(place);
    return () => {
      resizing.disconnect();
      chart.current = null;
      plot.destroy();
    };
    // `isDark`: colors are resolved when the chart is created.
  }, [style, height, isStacked, isDark]);

  return (
    <figure>
      <div ref={frame} className="chart" role="img" aria-label={label} style={{ minHeight: height }} />
      <figcaption className="chart-legend row muted small">
        {lines.map((line) => (
          <span key={line.label} className="marked">
            <i className="chart-swatch" style={{ background: line.color }} />
            {line.label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Stacked lines are sums: the topmost comes first, and each later one covers its part. */
function dataOf(times: number[], lines: Line[], isStacked: boolean): uPlot.AlignedData {
  const seconds = times.map((time) => time / 1000);
  if (!isStacked) return [seconds, ...lines.map(({ values }) => values)];
  const sums = lines.map((_, index) =>
    times.map((_time, at) => {
      const parts = lines.slice(index).map(({ values }) => values[at] ?? null);
      return parts.some((part) => part === null) ? null : parts.reduce<number>((sum, part) => sum + part!, 0);
    }),
  );
  return [seconds, ...sums];
}

function optionsOf(place: HTMLElement, lines: [string, string][], height: number, isStacked: boolean): uPlot.Options {
  const [soft, grid] = [resolveColor(place, 'var(--text-soft)'), resolveColor(place, 'var(--line)')];
  const font = `11px ${getComputedStyle(place).fontFamily}`;
  const axis: uPlot.Axis = { stroke: soft, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    padding: [8, 8, 0, 0],
    scales: { y: { range: (_plot, min, max) => [isStacked ? 0 : Math.min(0, min), Math.max(max * 1.08, 1)] } },
    axes: [
      { ...axis, size: 26, space: 80, values: axisLabels },
      { ...axis, size: 44, space: 32, incrs: isStacked ? WHOLE : undefined },
    ],
    series: [
      {},
      ...lines.map(([, color]) => ({
        stroke: resolveColor(place, color),
        width: 1.5,
        fill: isStacked ? resolveColor(place, `color-mix(in srgb, ${color} 30%, var(--surface))`) : undefined,
        points: { show: false },
      })),
    ],
  };
}

/** With seconds below one-minute steps. */
function axisLabels(_plot: uPlot, splits: number[]): string[] {
  const isShort = (splits[1] ?? 0) - (splits[0] ?? 0) < 60;
  const format = new Intl.DateTimeFormat(undefined, {
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
    ...(isShort && { second: '2-digit' }),
  });
  return splits.map((seconds) => format.format(seconds * 1000));
}

/** Axis steps for counts. */
const WHOLE = [1, 2, 5].flatMap((step) => [0, 1, 2, 3, 4, 5].map((power) => step * 10 ** power)).sort((a, b) => a - b);

/** A CSS color as a canvas accepts it. */
function resolveColor(place: HTMLElement, color: string): string {
  const probe = document.createElement('i');
  probe.style.color = color;
  place.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

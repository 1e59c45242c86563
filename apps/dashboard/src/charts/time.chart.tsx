import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useIsDark } from '../theme/theme.choice.js';
import './charts.css';

export interface Line {
  label: string;
  /** A colour as CSS writes it; `var(…)` too. */
  colour: string;
  /** One for each time; null: a hole. */
  values: (number | null)[];
}

export interface TimeChartProps {
  /** What is shown, in a sentence, for whoever does not see it. */
  label: string;
  /** Milliseconds. */
  times: number[];
  lines: Line[];
  height: number;
  /** Whether the lines are parts of a whole, one upon the other. */
  isStacked?: boolean;
}

/** Values over time, on a canvas. The lines' names and colours are a legend below. */
export default function TimeChart({ label, times, lines, height, isStacked = false }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const isDark = useIsDark();
  const look = JSON.stringify(lines.map((line) => [line.label, line.colour]));
  const data = dataOf(times, lines, isStacked);
  const latest = useRef(data);

  useEffect(() => {
    latest.current = data;
    chart.current?.setData(data);
  });

  useEffect(() => {
    const place = frame.current!;
    const lineLooks = JSON.parse(look) as [string, string][];
    const options = optionsOf(place, lineLooks, height, isStacked);
    const plot = new uPlot(options, latest.current, place);
    chart.current = plot;
    const resizing = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height }));
    resizing.observe(place);
    return () => {
      resizing.disconnect();
      chart.current = null;
      plot.destroy();
    };
    // Colours are read from the style sheet when it is drawn.
  }, [look, height, isStacked, isDark]);

  return (
    <figure>
      <div ref={frame} className="chart" role="img" aria-label={label} style={{ minHeight: height }} />
      <figcaption className="chart-legend">
        {lines.map((line) => (
          <span key={line.label}>
            <i className="chart-swatch" style={{ background: line.colour }} />
            {line.label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Of stacked lines, the one on top of all others comes first, and each hides what it holds of those before. */
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
  const [soft, grid] = [colourIn(place, 'var(--text-soft)'), colourIn(place, 'var(--line)')];
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
      { ...axis, size: 26, space: 80, values: clockWords },
      { ...axis, size: 44, space: 32, incrs: isStacked ? WHOLE : undefined },
    ],
    series: [
      {},
      ...lines.map(([, colour]) => ({
        stroke: colourIn(place, colour),
        width: 1.5,
        fill: isStacked ? colourIn(place, `color-mix(in srgb, ${colour} 30%, var(--surface))`) : undefined,
        points: { show: false },
      })),
    ],
  };
}

/** With seconds only where minutes do not tell the times apart. */
function clockWords(_plot: uPlot, splits: number[]): string[] {
  const isShort = (splits[1] ?? 0) - (splits[0] ?? 0) < 60;
  const format = new Intl.DateTimeFormat(undefined, {
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
    ...(isShort && { second: '2-digit' }),
  });
  return splits.map((seconds) => format.format(seconds * 1000));
}

/** Jobs are counted in whole ones. */
const WHOLE = [1, 2, 5].flatMap((step) => [0, 1, 2, 3, 4, 5].map((power) => step * 10 ** power)).sort((a, b) => a - b);

/** The colour as a canvas understands it. */
function colourIn(place: HTMLElement, colour: string): string {
  const probe = document.createElement('i');
  probe.style.color = colour;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

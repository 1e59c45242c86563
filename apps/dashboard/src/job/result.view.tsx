import type { Job } from '#libs/client';
import { lazy, Suspense, useMemo, useState } from 'react';
import { ProblemNotice, Skeleton } from '../notices/notices.js';
import { useResult } from './job.queries.js';
import { JsonTree } from './json.tree.js';
import { findCharts } from './series.charts.js';

const TimeChart = lazy(() => import('../charts/time.chart.js'));

const HEIGHT = 180;
const MAX_SHOWN_CHARACTERS = 200_000;

/** The result as charts of its time series and as a tree. A large result is loaded on demand. */
export function ResultView({ job }: { job: Job }) {
  const [isWanted, setWanted] = useState(false);
  const fetched = useResult(job, isWanted);
  if (job.result !== null) return <Result value={job.result} />;
  if (job.resultHref === null) {
    return <p className="muted">{job.terminal ? 'No result.' : 'No result yet.'}</p>;
  }
  if (fetched.data !== undefined) return <ResultText text={fetched.data} />;
  if (fetched.error !== null) return <ProblemNotice error={fetched.error} title="Failed to load the result" />;
  if (isWanted) return <Skeleton height={120} />;
  return (
    <p>
      The result is too large to load with the job.{' '}
      <button type="button" className="button" onClick={() => setWanted(true)}>
        Load result
      </button>
    </p>
  );
}

function ResultText({ text }: { text: string }) {
  const parsed = useMemo(() => {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch {
      return null;
    }
  }, [text]);
  if (parsed !== null) return <Result value={parsed.value} />;
  return <pre className="raw-text">{text.slice(0, MAX_SHOWN_CHARACTERS)}</pre>;
}

function Result({ value }: { value: unknown }) {
  const charts = useMemo(() => findCharts(value), [value]);
  return (
    <div className="result stack">
      {charts.map((chart) => (
        <section key={chart.title} aria-label={chart.title}>
          <h3>
            {chart.title} {chart.unit !== '' && <span className="muted">{chart.unit}</span>}
            {chart.omitted > 0 && <span className="muted small"> +{chart.omitted} more in the tree</span>}
          </h3>
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <TimeChart
              label={`${chart.title} over time for ${chart.lines.map(({ label }) => label).join(', ')}. The values are in the tree below.`}
              times={chart.times}
              lines={chart.lines.map((line, index) => ({ ...line, color: `var(--series-${index + 1})` }))}
              height={HEIGHT}
            />
          </Suspense>
        </section>
      ))}
      <JsonTree value={value} />
    </div>
  );
}

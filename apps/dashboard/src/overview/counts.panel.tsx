import { lazy, Suspense, useState } from 'react';
import { Skeleton } from '../notices/notices.js';
import { Panel } from '../shell/panel.js';
import { formatDateTime } from '../freshness/age.js';
import { STATE_LABELS, STATES, type JobState } from '../states/state.labels.js';
import { withGaps, type Sample } from './counts.history.js';
import { useCounts } from './counts.store.js';
import { POLL_INTERVAL_MS } from './overview.queries.js';

const TimeChart = lazy(() => import('../charts/time.chart.js'));

const VIEWS = {
  Active: ['unknown', 'queued', 'running', 'canceling'],
  Ended: ['succeeded', 'failed', 'canceled', 'lost'],
} as const satisfies Record<string, readonly JobState[]>;
const HEIGHT = 224;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Jobs by state since the page was opened. */
export function CountsPanel() {
  const samples = useCounts();
  const [view, setView] = useState<keyof typeof VIEWS>('Active');
  const first = samples[0];
  const title = (
    <>
      Jobs over time{' '}
      {first && (
        <span className="muted small" title={formatDateTime(first.at)}>
          since you opened this page, {CLOCK.format(first.at)}
        </span>
      )}
    </>
  );
  const choice = (
    <div className="choice" role="group" aria-label="States shown">
      {(Object.keys(VIEWS) as (keyof typeof VIEWS)[]).map((name) => (
        <button
          key={name}
          type="button"
          className="plain-button small"
          aria-pressed={name === view}
          onClick={() => setView(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
  return (
    <Panel id="counts" title={title} aside={choice}>
      <div className="panel-body">
        {samples.length < 2 ? (
          <div className="empty stack" style={{ minHeight: HEIGHT }}>
            Collecting data …
          </div>
        ) : (
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <CountsChart samples={samples} states={VIEWS[view]} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}

function CountsChart({ samples, states }: { samples: readonly Sample[]; states: readonly JobState[] }) {
  const points = withGaps(samples, POLL_INTERVAL_MS);
  const seen = STATES.filter((state) => states.includes(state) && samples.some(({ counts }) => counts[state]));
  const now = samples.at(-1)!.counts;
  const label = seen.map((state) => `${now[state] ?? 0} ${STATE_LABELS[state].toLowerCase()}`).join(', ');
  return (
    <TimeChart
      label={`Jobs over time. Latest: ${label || 'none'}.`}
      times={points.map(({ at }) => at)}
      lines={seen.map((state) => ({
        label: STATE_LABELS[state],
        color: `var(--state-${state})`,
        values: points.map(({ counts }) => (counts === null ? null : (counts[state] ?? 0))),
      }))}
      height={HEIGHT}
      isStacked
    />
  );
}

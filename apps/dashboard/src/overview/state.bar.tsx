import { jobsHref } from '../shell/routes.js';
import { stateColor } from '../states/state.badge.js';
import { STATE_LABELS, STATES, type JobState } from '../states/state.labels.js';

/** A connection's jobs by state as one bar with a legend. */
export function StateBar({ connection, jobs }: { connection: string; jobs: Record<string, number> }) {
  const present = STATES.filter((state) => (jobs[state] ?? 0) > 0);
  if (present.length === 0) return <p className="state-bar-legend muted small">No tracked jobs</p>;
  return (
    <div>
      <div className="state-bar" aria-hidden="true">
        {present.map((state) => (
          <i key={state} style={{ ...stateColor(state), flexGrow: weightOf(jobs[state]!) }} />
        ))}
      </div>
      <ul className="state-bar-legend row small" aria-label="Jobs by state">
        {present.map((state) => (
          <li key={state} style={stateColor(state)}>
            <a href={jobsHref({ connection, state })}>{countLabel(state, jobs[state]!)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The square root keeps a few failed jobs visible beside thousands of others. */
const weightOf = (count: number): number => Math.sqrt(count);

const countLabel = (state: JobState, count: number): string =>
  `${count.toLocaleString()} ${STATE_LABELS[state].toLowerCase()}`;

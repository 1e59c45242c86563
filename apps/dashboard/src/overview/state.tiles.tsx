import { jobsHref } from '../shell/routes.js';
import { StateIcon } from '../states/state.badge.js';
import { STATE_DESCRIPTIONS, STATE_LABELS, STATES } from '../states/state.labels.js';
import { useSummary } from './overview.queries.js';

const COUNT = new Intl.NumberFormat();

/** Jobs by state; each tile links to its jobs. */
export function StateTiles() {
  const { data } = useSummary();
  const counts = Object.fromEntries(data?.groups.map(({ state, count }) => [state!, count]) ?? []);
  return (
    <ul className="state-tiles fades" aria-label="Jobs by state">
      {STATES.map((state) => (
        <li key={state}>
          <a className="panel state-tile stack" href={jobsHref({ state })} title={STATE_DESCRIPTIONS[state]}>
            <span className="marked muted small">
              <StateIcon state={state} /> {STATE_LABELS[state]}
            </span>
            <span className={`state-tile-count${counts[state] ? '' : ' is-none'}`}>
              {data === undefined ? '–' : COUNT.format(counts[state] ?? 0)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

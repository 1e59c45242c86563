import { addressOfJobs } from '../shell/routes.js';
import { StateGlyph } from '../states/state.mark.js';
import { STATE_MEANINGS, STATE_WORDS, STATES } from '../states/state.words.js';
import { useSummary } from './overview.queries.js';

const COUNT = new Intl.NumberFormat();

/** How many jobs are in which state; each leads to its jobs. */
export function StateTiles() {
  const { data } = useSummary();
  const counts = Object.fromEntries(data?.groups.map(({ state, count }) => [state!, count]) ?? []);
  return (
    <ul className="state-tiles fades" aria-label="Jobs by state">
      {STATES.map((state) => (
        <li key={state}>
          <a className="panel state-tile" href={addressOfJobs({ state })} title={STATE_MEANINGS[state]}>
            <span className="state-tile-word">
              <StateGlyph state={state} /> {STATE_WORDS[state]}
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

import { addressOfJobs } from '../shell/routes.js';
import { STATE_WORDS, STATES, type JobState } from '../states/state.words.js';

/** A connection's jobs by state, as parts of one bar, and in words below. */
export function StateBar({ connection, jobs }: { connection: string; jobs: Record<string, number> }) {
  const present = STATES.filter((state) => (jobs[state] ?? 0) > 0);
  if (present.length === 0) return <p className="state-bar-words soft small">No jobs are tracked.</p>;
  return (
    <div>
      <div className="state-bar" aria-hidden="true">
        {present.map((state) => (
          <i key={state} className={`state-${state}`} style={{ flexGrow: shareOf(jobs[state]!) }} />
        ))}
      </div>
      <ul className="state-bar-words small" aria-label="Jobs by state">
        {present.map((state) => (
          <li key={state} className={`state-${state}`}>
            <a href={addressOfJobs({ connection, state })}>{wordOf(state, jobs[state]!)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** By the root: few failed jobs beside very many others are still to be seen. */
const shareOf = (count: number): number => Math.sqrt(count);

const wordOf = (state: JobState, count: number): string =>
  `${count.toLocaleString()} ${STATE_WORDS[state].toLowerCase()}`;

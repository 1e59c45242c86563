import type { components, Job } from '#libs/client';
import { Age, Upcoming } from '../freshness/age.js';
import { formatPreciseDuration } from '../freshness/duration.format.js';
import { QueryContent } from '../notices/notices.js';
import { StateBadge } from '../states/state.badge.js';
import { useExplanation } from './job.queries.js';

/** Last request, state mapping, next check. */
export function Explanation({ job }: { job: Job }) {
  return (
    <QueryContent query={useExplanation(job)} failure="Failed to load the explanation" height={120}>
      {(explanation) => <Steps explanation={explanation} />}
    </QueryContent>
  );
}

function Steps({ explanation }: { explanation: components['schemas']['Explanation'] }) {
  const { request, upstreamState, rule, state, nextCheckAt, intervalMs, reason, fresher } = explanation;
  return (
    <ol className="stack">
      <li>
        <h3>Request</h3>
        {request === null ? (
          <p className="muted">No response stored.</p>
        ) : (
          <p>
            <code className="wrap-anywhere">
              {request.method} {request.target}
            </code>{' '}
            <span className="muted">
              {request.status ?? 'no status'} in {formatPreciseDuration(request.milliseconds)}, <Age of={request.at} />
            </span>
          </p>
        )}
      </li>
      <li>
        <h3>State mapping</h3>
        <p>
          {upstreamState !== null && <code>{upstreamState}</code>} → <StateBadge state={state} />{' '}
          {rule !== null && <span className="muted">{rule}</span>}
        </p>
      </li>
      <li>
        <h3>Next check</h3>
        <p>
          {nextCheckAt !== null && (
            <>
              <Upcoming at={nextCheckAt} />
              {intervalMs !== null && <span className="muted">, every {formatPreciseDuration(intervalMs)}</span>}.{' '}
            </>
          )}
          {reason}
        </p>
      </li>
      {fresher.length > 0 && (
        <li>
          <h3>How to get fresher data</h3>
          <ul className="advice">
            {fresher.map((advice) => (
              <li key={advice}>{advice.replaceAll('`', '')}</li>
            ))}
          </ul>
        </li>
      )}
    </ol>
  );
}

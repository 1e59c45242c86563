import { Age, Upcoming } from '../freshness/age.js';
import { useNow } from '../freshness/clock.js';
import { Icon, Property } from '../shell/panel.js';
import { jobsHref } from '../shell/routes.js';
import { stateColor } from '../states/state.badge.js';
import { STATE_LABELS, STATES, type JobState } from '../states/state.labels.js';
import { formatPreciseDuration } from '../freshness/duration.format.js';
import type { Connection } from './overview.queries.js';

type Status = Connection['health']['status'];

const LABELS: Record<Status, string> = { up: 'Up', down: 'Down', unattended: 'No worker' };
const DESCRIPTIONS: Record<Status, string> = {
  up: 'A worker polls this connection, and the upstream responds.',
  down: 'The upstream does not respond; requests are paused.',
  unattended: 'No worker serves this connection.',
};
const ICON_PATHS: Record<Status, string> = {
  up: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  down: 'M6 1 11.3 10.6H.7zM6 4.4v2.8M6 8.6v.6',
  unattended: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM4 6h4',
};

export function ConnectionCard({ connection }: { connection: Connection }) {
  const { name, title, health, budget, inFlight, schedule, detectionLag, push, jobs } = connection;
  return (
    <article className={`panel connection stack is-${health.status}`} aria-labelledby={`connection-${name}`}>
      <header className="connection-head row between">
        <div>
          <h3 id={`connection-${name}`}>
            <a href={jobsHref({ connection: name })}>{name}</a>
          </h3>
          <span className="muted small">{title}</span>
        </div>
        <span className={`health marked is-${health.status}`} title={DESCRIPTIONS[health.status]}>
          <Icon path={ICON_PATHS[health.status]} isFilled={health.status === 'up'} />
          {LABELS[health.status]}
        </span>
      </header>
      <StateBar connection={name} jobs={jobs} />
      <dl className="properties stack">
        <Property name="Last response">
          <Age of={health.lastSuccessAt} />
          {health.latencyMs !== null && <span className="muted"> in {formatPreciseDuration(health.latencyMs)}</span>}
        </Property>
        <Property name="Circuit breaker">
          {health.circuit.status !== 'closed' && <OpenCircuit probeAt={health.circuit.probeAt} />}
        </Property>
        <Property name="In flight">
          <meter min={0} max={budget.concurrency} value={inFlight} aria-label="Requests in flight" /> {inFlight}{' '}
          <span className="muted">of {budget.concurrency}</span>
        </Property>
        <Property name="Rate limit">
          {budget.requestsPerSecond === null ? 'no limit' : `${budget.requestsPerSecond} req/s`}
          <Throttled until={budget.throttledUntil} />
        </Property>
        <Property name="Overdue checks">
          <span className={schedule.due > 0 ? 'text-warn' : undefined}>{schedule.due}</span>{' '}
          <span className="muted">of {schedule.scheduled} scheduled</span>
        </Property>
        <Property name="Detection lag">
          {detectionLag === null ? (
            <span className="muted">not measured yet</span>
          ) : (
            formatPreciseDuration(detectionLag * 1000)
          )}
        </Property>
        {push !== null && (
          <Property name="Push">
            {push.status === 'connected' ? (
              'connected'
            ) : (
              <strong className="text-warn">disconnected: {push.reason}</strong>
            )}{' '}
            <span className="muted">push coverage {Math.round(push.foretold * 100)} %</span>
          </Property>
        )}
      </dl>
      {health.status !== 'up' && health.lastTrouble !== null && (
        <p className="notice is-bad small wrap-anywhere">
          {health.lastTrouble.message} <Age of={health.lastTrouble.at} />
        </p>
      )}
    </article>
  );
}

function Throttled({ until }: { until: string | null }) {
  const now = useNow();
  if (until === null || Date.parse(until) <= now) return null;
  return (
    <strong className="text-warn">
      {' '}
      paused, resumes <Upcoming at={until} />
    </strong>
  );
}

function OpenCircuit({ probeAt }: { probeAt: string | null }) {
  return (
    <strong className="text-bad">
      open
      {probeAt !== null && (
        <>
          , next probe <Upcoming at={probeAt} />
        </>
      )}
    </strong>
  );
}

/** A connection's jobs by state as one bar with a legend. */
function StateBar({ connection, jobs }: { connection: string; jobs: Record<string, number> }) {
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

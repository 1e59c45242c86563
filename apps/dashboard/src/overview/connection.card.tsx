import type { ReactNode } from 'react';
import { Age } from '../freshness/age.js';
import { Upcoming } from '../freshness/upcoming.js';
import { useNow } from '../freshness/clock.js';
import { addressOfJobs } from '../shell/routes.js';
import { preciseWords } from '../freshness/age.words.js';
import { HealthMark } from './health.mark.js';
import type { Connection } from './overview.queries.js';
import { StateBar } from './state.bar.js';

/** One upstream system, as its worker left word of it. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const { name, title, health, budget, inFlight, schedule, detectionLag, push, jobs } = connection;
  return (
    <article className={`panel connection is-${health.status}`} aria-labelledby={`connection-${name}`}>
      <header className="connection-head">
        <div>
          <h3 id={`connection-${name}`}>
            <a href={addressOfJobs({ connection: name })}>{name}</a>
          </h3>
          <span className="soft small">{title}</span>
        </div>
        <HealthMark status={health.status} />
      </header>
      <StateBar connection={name} jobs={jobs} />
      <dl className="facts">
        <Fact name="Answered">
          <Age of={health.lastSuccessAt} />
          {health.latencyMs !== null && <span className="soft"> in {preciseWords(health.latencyMs)}</span>}
        </Fact>
        <Fact name="Circuit">{circuitWords(health.circuit)}</Fact>
        <Fact name="In flight">
          <meter min={0} max={budget.concurrency} value={inFlight} aria-label="Calls under way, of those allowed" />{' '}
          {inFlight} <span className="soft">of {budget.concurrency}</span>
        </Fact>
        <Fact name="Budget">
          {budget.requestsPerSecond === null ? 'no limit' : `${budget.requestsPerSecond} calls/s`}
          <Throttled until={budget.throttledUntil} />
        </Fact>
        <Fact name="Due now">
          <span className={schedule.due > 0 ? 'is-warn' : undefined}>{schedule.due}</span>{' '}
          <span className="soft">of {schedule.scheduled} looked after</span>
        </Fact>
        <Fact name="Detection lag">
          {detectionLag === null ? <span className="soft">not measured yet</span> : preciseWords(detectionLag * 1000)}
        </Fact>
        {push !== null && (
          <Fact name="Push">
            {push.status === 'connected' ? 'connected' : <strong className="is-warn">off: {push.reason}</strong>}{' '}
            <span className="soft">foretold {Math.round(push.foretold * 100)} %</span>
          </Fact>
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
    <strong className="is-warn">
      {' '}
      throttled, again <Upcoming at={until} />
    </strong>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function circuitWords({ status, probeAt }: Connection['health']['circuit']): ReactNode {
  if (status === 'closed') return 'closed';
  return (
    <strong className="is-bad">
      open
      {probeAt !== null && (
        <>
          , tries <Upcoming at={probeAt} />
        </>
      )}
    </strong>
  );
}

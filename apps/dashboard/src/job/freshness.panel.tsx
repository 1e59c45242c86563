import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';
import { Upcoming } from '../freshness/upcoming.js';
import { FRESHNESS_LABELS, FreshnessBadge } from '../freshness/freshness.badge.js';
import { isFinal } from '../states/final.js';

const DESCRIPTIONS: Record<Job['observation']['status'], string> = {
  fresh: 'Looked at as often as planned, and the answers were of use.',
  stale: 'A look is overdue, or its answer was of no use. The state is the last one known.',
  unreachable: 'The upstream does not answer. The state is the last one known.',
  unauthorized: 'The upstream refuses the gateway’s log-on. The state is the last one known.',
  throttled: 'The upstream wants fewer calls. The state is the last one known.',
  never: 'Nobody has looked at it yet.',
};

/** How well the gateway knows what it shows. */
export function FreshnessPanel({ job }: { job: Job }) {
  const { status, observedAt, attemptedAt, nextCheckAt, failures, error, anomalies } = job.observation;
  return (
    <section className={`panel fades freshness-panel is-${status}`} aria-labelledby="freshness-title">
      <div className="panel-head">
        <h2 id="freshness-title">How well it is known</h2>
        <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />
      </div>
      <div className="panel-body">
        <p className="muted">{status === 'fresh' ? freshDescription(job) : DESCRIPTIONS[status]}</p>
        <dl className="properties">
          <div>
            <dt>Last good answer</dt>
            <dd>
              <Age of={observedAt} />
            </dd>
          </div>
          {attemptedAt !== observedAt && (
            <div>
              <dt>Last try</dt>
              <dd>
                <Age of={attemptedAt} />
              </dd>
            </div>
          )}
          {nextCheckAt !== null && (
            <div>
              <dt>Next look</dt>
              <dd>
                <Upcoming at={nextCheckAt} />
              </dd>
            </div>
          )}
          {failures > 0 && (
            <div>
              <dt>In vain, in a row</dt>
              <dd>{failures}</dd>
            </div>
          )}
        </dl>
        {error !== null && (
          <p className="notice is-bad wrap-anywhere">
            <strong>{FRESHNESS_LABELS[status]}: </strong>
            {error.message}
          </p>
        )}
        {anomalies.map(({ code, value }) => (
          <p key={`${code} ${value}`} className="notice is-warn wrap-anywhere">
            <strong>{ANOMALIES[code] ?? code}</strong> {value && <code>{value}</code>}
          </p>
        ))}
      </div>
    </section>
  );
}

function freshDescription(job: Job): string {
  if (isFinal(job)) return 'It has ended: nothing more is expected.';
  if (job.state === 'lost')
    return 'The upstream knows it no longer, and its end was not seen. It is shown here if it is found again.';
  return DESCRIPTIONS.fresh;
}

const ANOMALIES: Record<string, string> = {
  'unmapped-state': 'The upstream said a word that no mapping knows:',
  'contradicts-end': 'A later answer contradicts the end that was seen:',
};

import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';
import { Upcoming } from '../freshness/upcoming.js';
import { FRESHNESS_LABELS, FreshnessBadge } from '../freshness/freshness.badge.js';
import { isFinal } from '../states/final.js';

const DESCRIPTIONS: Record<Job['observation']['status'], string> = {
  fresh: 'Polled on schedule; the last response was usable.',
  stale: 'A poll is overdue or returned no usable response. Showing the last known state.',
  unreachable: 'The upstream is unreachable. Showing the last known state.',
  unauthorized: 'The upstream rejected the gateway’s credentials. Showing the last known state.',
  throttled: 'The upstream is rate limiting requests. Showing the last known state.',
  never: 'Not polled yet.',
};

/** How current the shown state is, and why. */
export function FreshnessPanel({ job }: { job: Job }) {
  const { status, observedAt, attemptedAt, nextCheckAt, failures, error, anomalies } = job.observation;
  return (
    <section className={`panel fades freshness-panel is-${status}`} aria-labelledby="freshness-title">
      <div className="panel-head">
        <h2 id="freshness-title">Data freshness</h2>
        <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />
      </div>
      <div className="panel-body">
        <p className="muted">{status === 'fresh' ? freshDescription(job) : DESCRIPTIONS[status]}</p>
        <dl className="properties">
          <div>
            <dt>Last successful check</dt>
            <dd>
              <Age of={observedAt} />
            </dd>
          </div>
          {attemptedAt !== observedAt && (
            <div>
              <dt>Last attempt</dt>
              <dd>
                <Age of={attemptedAt} />
              </dd>
            </div>
          )}
          {nextCheckAt !== null && (
            <div>
              <dt>Next check</dt>
              <dd>
                <Upcoming at={nextCheckAt} />
              </dd>
            </div>
          )}
          {failures > 0 && (
            <div>
              <dt>Consecutive failures</dt>
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
  if (isFinal(job)) return 'The job has ended; its state is final.';
  if (job.state === 'lost')
    return 'The upstream no longer knows the job, and its end was not observed. The state updates if the job is found again.';
  return DESCRIPTIONS.fresh;
}

const ANOMALIES: Record<string, string> = {
  'unmapped-state': 'Unmapped upstream status:',
  'contradicts-end': 'A later response contradicts the terminal state:',
};

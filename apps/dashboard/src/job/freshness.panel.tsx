import type { Job } from '#libs/client';
import { Age, Upcoming } from '../freshness/age.js';
import { FRESHNESS_LABELS, FreshnessBadge } from '../freshness/freshness.badge.js';
import { Panel, Property } from '../shell/panel.js';
import { isFinal } from '../states/state.labels.js';

const DESCRIPTIONS: Record<Job['observation']['status'], string> = {
  fresh: 'Polled on schedule; the last response was usable.',
  stale: 'A poll is overdue or returned no usable response. Showing the last known state.',
  unreachable: 'The upstream is unreachable. Showing the last known state.',
  unauthorized: 'The upstream rejected the gateway’s credentials. Showing the last known state.',
  throttled: 'The upstream is rate limiting requests. Showing the last known state.',
  never: 'Not polled yet.',
};

const ANOMALIES: Record<string, string> = {
  'unmapped-state': 'Unmapped upstream status:',
  'contradicts-end': 'A later response contradicts the terminal state:',
};

/** How current the shown state is, and why. */
export function FreshnessPanel({ job }: { job: Job }) {
  const { status, observedAt, attemptedAt, nextCheckAt, failures, error, anomalies } = job.observation;
  const badge = <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />;
  return (
    <Panel id="freshness" title="Data freshness" aside={badge} className={`is-${status}`}>
      <div className="panel-body stack">
        <p className="muted">{status === 'fresh' ? freshDescription(job) : DESCRIPTIONS[status]}</p>
        <dl className="properties stack">
          <Property name="Last successful check">
            <Age of={observedAt} />
          </Property>
          <Property name="Last attempt">{attemptedAt !== observedAt && <Age of={attemptedAt} />}</Property>
          <Property name="Next check">{nextCheckAt !== null && <Upcoming at={nextCheckAt} />}</Property>
          <Property name="Consecutive failures">{failures > 0 && failures}</Property>
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
    </Panel>
  );
}

function freshDescription(job: Job): string {
  if (isFinal(job)) return 'The job has ended; its state is final.';
  if (job.state !== 'lost') return DESCRIPTIONS.fresh;
  return 'The upstream no longer knows the job, and its end was not observed. The state updates if the job is found again.';
}

import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';
import { FRESHNESS_LABELS, FreshnessBadge } from '../freshness/freshness.badge.js';
import { jobHref, jobsHref } from '../shell/routes.js';
import { ProgressBar } from '../states/progress.bar.js';
import { LiveRegion } from '../notices/notices.js';
import { StateBadge } from '../states/state.badge.js';
import { isFinal, STATE_LABELS } from '../states/state.labels.js';
import { CancelButton, CancellationNotice } from './cancellation.js';

/** Name, state with its freshness, progress, error and warnings. */
export function JobHead({ job }: { job: Job }) {
  const isOutdated = !job.terminal && job.observation.status !== 'fresh';
  return (
    <header className={`job-head stack fades${isOutdated ? ' is-outdated' : ''}`}>
      <nav className="small" aria-label="Breadcrumb">
        <a href={jobsHref()}>Jobs</a> <span className="muted">/</span>{' '}
        <a href={jobsHref({ connection: job.connection })}>{job.connection}</a>
      </nav>
      <div className="job-title-row row between">
        <div>
          <h1 className="wrap-anywhere">{job.name ?? job.operation ?? job.upstream.id}</h1>
          <p className="mono muted wrap-anywhere">{job.id}</p>
        </div>
        <CancelButton job={job} />
      </div>
      <LiveRegion>
        {`${STATE_LABELS[job.state]}${isOutdated ? `, ${FRESHNESS_LABELS[job.observation.status]}` : ''}`}
      </LiveRegion>
      <div className="job-status row">
        <StateBadge state={job.state} />
        <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />
        {job.severity === 'warning' && <span className="text-warn">with warnings</span>}
        {job.target !== null && (
          <span>
            latest run{' '}
            <a className="mono" href={jobHref(job.target)}>
              {job.target}
            </a>
          </span>
        )}
      </div>
      {job.progress?.percent != null && !job.terminal && <Progress job={job} />}
      {job.error !== null && (
        <p className="notice is-bad wrap-anywhere">
          {job.error.code !== null && <strong>{job.error.code} </strong>}
          {job.error.message}
        </p>
      )}
      {job.warnings.map(({ code, message }, index) => (
        <p key={index} className="notice is-warn wrap-anywhere">
          <strong>{code}</strong> {message}
        </p>
      ))}
      <CancellationNotice cancellation={job.cancellation} hasEnded={job.terminal} />
    </header>
  );
}

function Progress({ job: { progress } }: { job: Job }) {
  const { percent, done, total, unit, estimatedEndAt } = progress!;
  return (
    <div className="job-progress row">
      <ProgressBar percent={percent} label="Job progress" />
      <span className="muted small">
        {done !== null && total !== null && `${done.toLocaleString()} of ${total.toLocaleString()} ${unit ?? ''} `}
        {estimatedEndAt !== null && (
          <>
            estimated end <Age of={estimatedEndAt} />
          </>
        )}
      </span>
    </div>
  );
}

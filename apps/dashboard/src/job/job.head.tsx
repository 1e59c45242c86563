import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';
import { FRESHNESS_WORDS, FreshnessMark } from '../freshness/freshness.mark.js';
import { addressOfJob, addressOfJobs } from '../shell/routes.js';
import { ProgressBar } from '../states/progress.bar.js';
import { Announcement } from '../notices/announcement.js';
import { StateMark } from '../states/state.mark.js';
import { STATE_WORDS } from '../states/state.words.js';
import { CancelButton } from './cancel.button.js';
import { CancellationNotice } from './cancellation.notice.js';
import { isFinal } from '../states/final.js';

/** What the job is and how it stands; how fresh that is stands right beside it. */
export function JobHead({ job }: { job: Job }) {
  const isDoubtful = !job.terminal && job.observation.status !== 'fresh';
  return (
    <header className={`job-head fades${isDoubtful ? ' is-doubtful' : ''}`}>
      <nav className="small" aria-label="Where this is">
        <a href={addressOfJobs()}>Jobs</a> <span className="soft">/</span>{' '}
        <a href={addressOfJobs({ connection: job.connection })}>{job.connection}</a>
      </nav>
      <div className="job-title-line">
        <div>
          <h1 className="wrap-anywhere">{job.name ?? job.operation ?? job.upstream.id}</h1>
          <p className="mono soft wrap-anywhere">{job.id}</p>
        </div>
        <CancelButton job={job} />
      </div>
      <Announcement>
        {`${STATE_WORDS[job.state]}${isDoubtful ? `, ${FRESHNESS_WORDS[job.observation.status]}` : ''}`}
      </Announcement>
      <div className="job-standing">
        <StateMark state={job.state} />
        <FreshnessMark observation={job.observation} isFinal={isFinal(job)} />
        {job.severity === 'warning' && <span className="is-warn">with complaints</span>}
        {job.target !== null && (
          <span>
            points to{' '}
            <a className="mono" href={addressOfJob(job.target)}>
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
      <CancellationNotice cancellation={job.cancellation} isOver={job.terminal} />
    </header>
  );
}

function Progress({ job: { progress } }: { job: Job }) {
  const { percent, done, total, unit, estimatedEndAt } = progress!;
  return (
    <div className="job-progress">
      <ProgressBar percent={percent} label="Progress of the job" />
      <span className="soft small">
        {done !== null && total !== null && `${done.toLocaleString()} of ${total.toLocaleString()} ${unit ?? ''} `}
        {estimatedEndAt !== null && (
          <>
            expected to end <Age of={estimatedEndAt} />
          </>
        )}
      </span>
    </div>
  );
}

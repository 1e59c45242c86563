import type { Job } from '#libs/client';
import { Empty, ProblemNotice, Skeleton } from '../notices/notices.js';
import { FreshnessBadge } from '../freshness/freshness.badge.js';
import { jobHref, jobsHref } from '../shell/routes.js';
import { StateBadge } from '../states/state.badge.js';
import { attentionReasons } from './attention.reasons.js';
import { useAttention } from './overview.queries.js';
import { isFinal } from '../states/final.js';

export function AttentionPanel() {
  const { data, error, isPending } = useAttention();
  return (
    <section className="panel fades" aria-labelledby="attention-title">
      <div className="panel-head">
        <h2 id="attention-title">Needs attention</h2>
        <a href={jobsHref({ state: 'attention' })}>View all</a>
      </div>
      {isPending && (
        <div className="panel-body">
          <Skeleton height={180} />
        </div>
      )}
      {error !== null && data === undefined && (
        <div className="panel-body">
          <ProblemNotice error={error} title="Failed to load these jobs" />
        </div>
      )}
      {data?.jobs.length === 0 && <Empty title="No jobs need attention">Every job has fresh data.</Empty>}
      {data !== undefined && data.jobs.length > 0 && (
        <ul className="attention-list">
          {data.jobs.map((job) => (
            <AttentionItem key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AttentionItem({ job }: { job: Job }) {
  return (
    <li className={job.terminal || job.observation.status === 'fresh' ? undefined : 'is-outdated'}>
      <a className="attention-job" href={jobHref(job.id)}>
        <span className="attention-name">{job.name ?? job.operation ?? job.upstream.id}</span>
        <span className="attention-reason">{[job.connection, ...attentionReasons(job)].join(' · ')}</span>
      </a>
      <span className="attention-marks">
        <StateBadge state={job.state} />
        <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />
      </span>
    </li>
  );
}

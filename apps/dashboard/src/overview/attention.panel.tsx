import type { Job } from '#libs/client';
import { Empty, QueryContent } from '../notices/notices.js';
import { Panel } from '../shell/panel.js';
import { FreshnessBadge } from '../freshness/freshness.badge.js';
import { jobHref, jobsHref } from '../shell/routes.js';
import { StateBadge } from '../states/state.badge.js';
import { attentionReasons } from './attention.reasons.js';
import { useAttention } from './overview.queries.js';
import { isFinal } from '../states/state.labels.js';

export function AttentionPanel() {
  const viewAll = <a href={jobsHref({ state: 'attention' })}>View all</a>;
  return (
    <Panel id="attention" title="Needs attention" aside={viewAll}>
      <QueryContent query={useAttention()} failure="Failed to load these jobs" height={204}>
        {({ jobs }) =>
          jobs.length === 0 ? (
            <Empty title="No jobs need attention">Every job has fresh data.</Empty>
          ) : (
            <ul className="attention-list">
              {jobs.map((job) => (
                <AttentionItem key={job.id} job={job} />
              ))}
            </ul>
          )
        }
      </QueryContent>
    </Panel>
  );
}

function AttentionItem({ job }: { job: Job }) {
  return (
    <li className={`row between${job.terminal || job.observation.status === 'fresh' ? '' : ' is-outdated'}`}>
      <a className="attention-job stack" href={jobHref(job.id)}>
        <strong className="ellipsis">{job.name ?? job.operation ?? job.upstream.id}</strong>
        <span className="ellipsis muted small">{[job.connection, ...attentionReasons(job)].join(' · ')}</span>
      </a>
      <span className="attention-marks stack small">
        <StateBadge state={job.state} />
        <FreshnessBadge observation={job.observation} isFinal={isFinal(job)} />
      </span>
    </li>
  );
}

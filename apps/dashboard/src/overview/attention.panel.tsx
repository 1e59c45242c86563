import type { Job } from '#libs/client';
import { Empty, QueryContent } from '../notices/notices.js';
import { Panel } from '../shell/panel.js';
import { FreshnessBadge } from '../freshness/freshness.badge.js';
import { jobHref, jobsHref } from '../shell/routes.js';
import { StateBadge } from '../states/state.badge.js';
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

/** Why a job needs attention; empty where it does not. */
function attentionReasons({ kind, terminal, state, stateReason, observation, cancellation }: Job): string[] {
  const reasons: string[] = [];
  if (state === 'lost') reasons.push(LOST[stateReason ?? 'not-found']);
  for (const { code, value } of observation.anomalies) {
    if (code === 'unmapped-state') reasons.push(`Unmapped status${value ? ` “${value}”` : ''}`);
    else if (code === 'contradicts-end') reasons.push(`Contradicts its terminal state${value ? `: “${value}”` : ''}`);
    else reasons.push(code);
  }
  // A terminal run is not polled again.
  const issue = terminal && kind === 'run' ? undefined : OBSERVED[observation.status];
  if (issue !== undefined) reasons.push(issue);
  const cancel = CANCELED[cancellation.status];
  if (cancel !== undefined) reasons.push(cancel);
  return reasons;
}

const LOST: Record<NonNullable<Job['stateReason']>, string> = {
  'not-found': 'Lost: not found upstream',
  superseded: 'Lost: superseded',
  expired: 'Lost: expired upstream',
  deadline: 'Lost: deadline exceeded',
};

const OBSERVED: Partial<Record<Job['observation']['status'], string>> = {
  stale: 'Overdue: no usable response in time',
  unreachable: 'Upstream unreachable',
  unauthorized: 'Authentication failed',
  throttled: 'Rate-limited by the upstream',
};

const CANCELED: Partial<Record<Job['cancellation']['status'], string>> = {
  rejected: 'Cancel rejected',
  unsupported: 'Cancel not supported',
  ineffective: 'Cancel had no effect',
};

import type { Job } from '#libs/client';
import { GatewayProblem } from '#libs/client';
import { Empty, ProblemNotice, Skeleton } from '../notices/notices.js';
import { jobsHref } from '../shell/routes.js';
import { ChildrenPanel } from './children.panel.js';
import { OutputTabs } from './output.tabs.js';
import { DetailsPanel } from './details.panel.js';
import { JobHead } from './job.head.js';
import { FreshnessPanel } from './freshness.panel.js';
import { useJob } from './job.queries.js';
import { TimelinePanel } from './timeline.panel.js';
import './job.css';

/** One job: state, timeline, result, data freshness and details. */
export default function JobPage({ id }: { id: string }) {
  const { data: job, error } = useJob(id);
  if (job !== undefined) return <JobView job={job} />;
  if (error instanceof GatewayProblem && error.status === 404) {
    return (
      <Empty title="Job not found">
        <span className="mono wrap-anywhere">{id}</span>
        <span>The upstream does not know this job, or your key cannot access it.</span>
        <a href={jobsHref()}>All jobs</a>
      </Empty>
    );
  }
  if (error !== null) return <ProblemNotice error={error} title="Failed to load the job" />;
  return <Skeleton height={120} count={3} />;
}

function JobView({ job }: { job: Job }) {
  return (
    <>
      <JobHead job={job} />
      <div className="job-columns">
        <div className="stack">
          <TimelinePanel job={job} />
          {job.children.length > 0 && <ChildrenPanel jobs={job.children} />}
          <OutputTabs job={job} />
        </div>
        <div className="stack">
          <FreshnessPanel job={job} />
          <DetailsPanel job={job} />
        </div>
      </div>
    </>
  );
}

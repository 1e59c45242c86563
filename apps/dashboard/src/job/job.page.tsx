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

/** One job: what is known of it, how well, and what it left. */
export default function JobPage({ id }: { id: string }) {
  const { data: job, error } = useJob(id);
  if (job !== undefined) return <JobView job={job} />;
  if (error instanceof GatewayProblem && error.status === 404) {
    return (
      <Empty title="There is no such job">
        <span className="mono wrap-anywhere">{id}</span>
        <span>Its upstream does not know it, or you may not see it.</span>
        <a href={jobsHref()}>All jobs</a>
      </Empty>
    );
  }
  if (error !== null) return <ProblemNotice error={error} title="This job cannot be read" />;
  return <Skeleton height={120} count={3} />;
}

function JobView({ job }: { job: Job }) {
  return (
    <>
      <JobHead job={job} />
      <div className="job-columns">
        <div className="job-column">
          <TimelinePanel job={job} />
          {job.children.length > 0 && <ChildrenPanel parts={job.children} />}
          <OutputTabs job={job} />
        </div>
        <div className="job-column">
          <FreshnessPanel job={job} />
          <DetailsPanel job={job} />
        </div>
      </div>
    </>
  );
}

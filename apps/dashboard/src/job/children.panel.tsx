import type { Job } from '#libs/client';
import { formatDuration } from '../freshness/duration.format.js';
import { StateBadge } from '../states/state.badge.js';

/** The child jobs that an upstream reports with a job. */
export function ChildrenPanel({ jobs }: { jobs: Job['children'] }) {
  return (
    <section className="panel fades" aria-labelledby="children-title">
      <div className="panel-head">
        <h2 id="children-title">
          Children <span className="muted">{jobs.length}</span>
        </h2>
      </div>
      <div className="wide-table" tabIndex={0} role="region" aria-label="Children of the job">
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Operation</th>
              <th scope="col">ID</th>
              <th scope="col">Duration</th>
              <th scope="col">Error</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((child, index) => (
              <tr key={child.id ?? index}>
                <td>
                  <StateBadge state={child.state} />
                </td>
                <td>{child.operation ?? '–'}</td>
                <td className="mono">{child.id ?? '–'}</td>
                <td>{childDuration(child)}</td>
                <td>
                  {child.error === null ? '' : [child.error.code, child.error.message].filter(Boolean).join(': ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function childDuration({ startedAt, endedAt }: Job['children'][number]): string {
  if (startedAt === null || endedAt === null) return '–';
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}

import type { Job } from '#libs/client';
import { formatDuration } from '../freshness/duration.format.js';
import { StateBadge } from '../states/state.badge.js';

/** The parts that an upstream reports together with a job. */
export function ChildrenPanel({ parts }: { parts: Job['children'] }) {
  return (
    <section className="panel fades" aria-labelledby="children-title">
      <div className="panel-head">
        <h2 id="children-title">
          Parts <span className="muted">{parts.length}</span>
        </h2>
      </div>
      <div className="wide-table" tabIndex={0} role="region" aria-label="Parts of the job">
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Operation</th>
              <th scope="col">Id</th>
              <th scope="col">Duration</th>
              <th scope="col">Error</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              <tr key={part.id ?? index}>
                <td>
                  <StateBadge state={part.state} />
                </td>
                <td>{part.operation ?? '–'}</td>
                <td className="mono">{part.id ?? '–'}</td>
                <td>{childDuration(part)}</td>
                <td>{part.error === null ? '' : [part.error.code, part.error.message].filter(Boolean).join(': ')}</td>
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

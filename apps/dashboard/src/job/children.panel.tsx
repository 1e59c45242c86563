import type { Job } from '#libs/client';
import { formatDuration } from '../freshness/duration.format.js';
import { Panel } from '../shell/panel.js';
import { StateBadge } from '../states/state.badge.js';

type Child = Job['children'][number];

const COLUMNS: readonly { title: string; cell: (child: Child) => React.ReactNode }[] = [
  { title: 'State', cell: ({ state }) => <StateBadge state={state} /> },
  { title: 'Operation', cell: ({ operation }) => operation ?? '–' },
  { title: 'ID', cell: ({ id }) => <span className="mono">{id ?? '–'}</span> },
  { title: 'Duration', cell: childDuration },
  { title: 'Error', cell: ({ error }) => [error?.code, error?.message].filter(Boolean).join(': ') },
];

/** The child jobs that an upstream reports with a job. */
export function ChildrenPanel({ jobs }: { jobs: readonly Child[] }) {
  const title = (
    <>
      Children <span className="muted">{jobs.length}</span>
    </>
  );
  return (
    <Panel id="children" title={title}>
      <div className="wide-table" tabIndex={0} role="region" aria-label="Children of the job">
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column.title} scope="col">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {jobs.map((child, index) => (
              <tr key={child.id ?? index}>
                {COLUMNS.map((column) => (
                  <td key={column.title}>{column.cell(child)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function childDuration({ startedAt, endedAt }: Child): string {
  if (startedAt === null || endedAt === null) return '–';
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}

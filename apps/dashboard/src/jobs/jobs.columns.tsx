import type { ReactNode } from 'react';
import { Age } from '../freshness/age.js';
import { formatDuration } from '../freshness/duration.format.js';
import { useNow } from '../freshness/clock.js';
import { FreshnessBadge } from '../freshness/freshness.badge.js';
import { ProgressBar } from '../states/progress.bar.js';
import { jobHref } from '../shell/routes.js';
import { StateBadge } from '../states/state.badge.js';
import type { JobRow } from './job.row.js';

export interface Column {
  id: string;
  header: string;
  /** Where the API can sort by the id of the column: the order of the first click. */
  firstOrder?: 'asc' | 'desc';
  cell: (row: JobRow) => ReactNode;
}

const NONE = <span className="muted">–</span>;

export const COLUMNS: readonly Column[] = [
  { id: 'state', header: 'State', cell: ({ state }) => <StateBadge state={state} /> },
  { id: 'name', header: 'Job', firstOrder: 'asc', cell: (row) => <JobName row={row} /> },
  { id: 'connection', header: 'Connection', cell: ({ connection }) => connection },
  {
    id: 'percent',
    header: 'Progress',
    cell: ({ isTerminal, percent }) => (isTerminal ? null : <ProgressBar percent={percent} />),
  },
  {
    id: 'observation',
    header: 'Freshness',
    cell: ({ observation, isFinal }) => <FreshnessBadge observation={observation} isFinal={isFinal} />,
  },
  {
    id: 'startedAt',
    header: 'Started',
    firstOrder: 'desc',
    cell: ({ startedAt }) => (startedAt === null ? NONE : <Age of={startedAt} />),
  },
  { id: 'endedAt', header: 'Duration', cell: (row) => <Duration row={row} /> },
  { id: 'changedAt', header: 'Changed', firstOrder: 'desc', cell: ({ changedAt }) => <Age of={changedAt} /> },
];

function JobName({ row }: { row: JobRow }) {
  return (
    <a className="job-name row" href={jobHref(row.id)} tabIndex={-1}>
      <span className="job-title ellipsis">{row.name || row.id.slice(row.id.indexOf('~') + 1)}</span>
      <span className="job-id ellipsis mono muted">{row.id}</span>
    </a>
  );
}

function Duration({ row: { startedAt, endedAt, isTerminal } }: { row: JobRow }) {
  const now = useNow();
  if (startedAt === null || (isTerminal && endedAt === null)) return NONE;
  const end = endedAt === null ? now : Date.parse(endedAt);
  return <span className={isTerminal ? undefined : 'muted'}>{formatDuration(end - Date.parse(startedAt))}</span>;
}

import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import { Age } from '../freshness/age.js';
import { formatDuration } from '../freshness/duration.format.js';
import { useNow } from '../freshness/clock.js';
import { FreshnessBadge } from '../freshness/freshness.badge.js';
import { ProgressBar } from '../states/progress.bar.js';
import { jobHref } from '../shell/routes.js';
import { StateBadge } from '../states/state.badge.js';
import type { JobRow } from './job.row.js';

export const FEATURES = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof FEATURES, JobRow>();

/** The ids of sortable columns are the values of the API's `sort`. */
export const COLUMNS = helper.columns([
  helper.accessor('state', {
    header: 'State',
    enableSorting: false,
    cell: ({ row }) => <StateBadge state={row.original.state} />,
  }),
  helper.accessor('name', { header: 'Job', cell: ({ row }) => <JobName row={row.original} /> }),
  helper.accessor('connection', { header: 'Connection', enableSorting: false }),
  helper.accessor('percent', {
    header: 'Progress',
    enableSorting: false,
    cell: ({ row }) => (row.original.isTerminal ? null : <ProgressBar percent={row.original.percent} />),
  }),
  helper.accessor('observation', {
    header: 'Freshness',
    enableSorting: false,
    cell: ({ row }) => <FreshnessBadge observation={row.original.observation} isFinal={row.original.isFinal} />,
  }),
  helper.accessor('startedAt', {
    header: 'Started',
    sortDescFirst: true,
    cell: ({ row }) =>
      row.original.startedAt === null ? <span className="muted">–</span> : <Age of={row.original.startedAt} />,
  }),
  helper.accessor('endedAt', {
    header: 'Duration',
    enableSorting: false,
    cell: ({ row }) => <Duration row={row.original} />,
  }),
  helper.accessor('changedAt', {
    header: 'Changed',
    sortDescFirst: true,
    cell: ({ row }) => <Age of={row.original.changedAt} />,
  }),
]);

function JobName({ row }: { row: JobRow }) {
  return (
    <a className="job-name" href={jobHref(row.id)} tabIndex={-1}>
      <span className="job-title">{row.name || row.id.slice(row.id.indexOf('~') + 1)}</span>
      <span className="job-id mono">{row.id}</span>
    </a>
  );
}

function Duration({ row: { startedAt, endedAt, isTerminal } }: { row: JobRow }) {
  const now = useNow();
  if (startedAt === null || (isTerminal && endedAt === null)) return <span className="muted">–</span>;
  const end = endedAt === null ? now : Date.parse(endedAt);
  return <span className={isTerminal ? undefined : 'muted'}>{formatDuration(end - Date.parse(startedAt))}</span>;
}

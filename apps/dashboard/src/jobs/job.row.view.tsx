import { memo } from 'react';
import { jobHref } from '../shell/routes.js';
import type { JobRow } from './job.row.js';
import { COLUMNS } from './jobs.columns.js';

interface JobRowViewProps {
  row: JobRow;
  index: number;
  /** The index of the reused element that shows this row. */
  slot: number;
  height: number;
  /** Whether Tab enters the table here. */
  isEntry: boolean;
  onFocus: (id: string) => void;
}

export const rowId = (slot: number): string => `jobs-row-${slot}`;

/** Rendered again only when its job has changed. */
export const JobRowView = memo(function JobRowView({ row, index, slot, height, isEntry, onFocus }: JobRowViewProps) {
  const { id, observation, isTerminal, isRemoved } = row;
  const isOutdated = !isTerminal && observation.status !== 'fresh';
  return (
    <div
      role="row"
      id={rowId(slot)}
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={isEntry ? 0 : -1}
      className={`jobs-row${isOutdated ? ' is-outdated' : ''}${isRemoved ? ' is-removed' : ''}`}
      style={{ transform: `translateY(${index * height}px)`, height }}
      onFocus={() => onFocus(id)}
      onClick={() => (location.hash = jobHref(id))}
    >
      {COLUMNS.map((column) => (
        <div key={column.id} role="gridcell" className={`jobs-cell ellipsis cell-${column.id}`}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
});

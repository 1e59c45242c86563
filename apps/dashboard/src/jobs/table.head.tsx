import { FlexRender, type HeaderGroup, type SortDirection } from '@tanstack/react-table';
import type { JobRow } from './job.row.js';
import type { FEATURES } from './jobs.columns.js';

const ARROWS: Record<SortDirection, string> = { asc: '↑', desc: '↓' };
const LABELS = { asc: 'ascending', desc: 'descending' } as const;

/** Sortable columns are buttons. */
export function TableHead({ group }: { group: HeaderGroup<typeof FEATURES, JobRow> }) {
  return (
    <div role="rowgroup" className="jobs-head">
      <div role="row" aria-rowindex={1} className="jobs-row">
        {group.headers.map((header) => {
          const { column } = header;
          const sorted = column.getIsSorted();
          if (!column.getCanSort()) {
            return (
              <div key={header.id} role="columnheader" className={`jobs-cell cell-${column.id}`}>
                <FlexRender header={header} />
              </div>
            );
          }
          return (
            <div
              key={header.id}
              role="columnheader"
              className={`jobs-cell cell-${column.id}`}
              aria-sort={sorted === false ? 'none' : LABELS[sorted]}
            >
              <button type="button" onClick={column.getToggleSortingHandler()}>
                <FlexRender header={header} />
                <i aria-hidden="true">{sorted === false ? '' : ARROWS[sorted]}</i>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

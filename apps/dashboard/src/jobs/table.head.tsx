import { COLUMNS, type Column } from './jobs.columns.js';

const ARROWS = { asc: '↑', desc: '↓' } as const;
const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;
type Order = keyof typeof ARROWS;

interface TableHeadProps {
  /** As the API writes it: `-changedAt`. */
  sort: string;
  /** null: the default order. */
  onSort: (sort: string | null) => void;
}

/** Sortable columns are buttons. */
export function TableHead({ sort, onSort }: TableHeadProps) {
  return (
    <div role="rowgroup" className="jobs-head">
      <div role="row" aria-rowindex={1} className="jobs-row">
        {COLUMNS.map((column) => {
          const { id, header, firstOrder } = column;
          const order = orderOf(column, sort);
          return (
            <div
              key={id}
              role="columnheader"
              className={`jobs-cell ellipsis cell-${id}`}
              aria-sort={firstOrder && (order ? ARIA_SORT[order] : 'none')}
            >
              {firstOrder === undefined ? (
                header
              ) : (
                <button type="button" className="plain-button" onClick={() => onSort(nextSort(column, order))}>
                  {header}
                  <i aria-hidden="true">{order && ARROWS[order]}</i>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function orderOf({ id }: Column, sort: string): Order | undefined {
  if (sort.replace(/^-/, '') !== id) return undefined;
  return sort.startsWith('-') ? 'desc' : 'asc';
}

/** First order, then the opposite one, then the default. */
function nextSort({ id, firstOrder }: Column, order: Order | undefined): string | null {
  if (order !== undefined && order !== firstOrder) return null;
  return (order === undefined) === (firstOrder === 'desc') ? `-${id}` : id;
}

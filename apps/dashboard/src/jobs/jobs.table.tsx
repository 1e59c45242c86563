import { useTable, type SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { Empty, Skeleton } from '../notices/notices.js';
import { addressOfJob, addressOfJobs } from '../shell/routes.js';
import { useIsNarrow } from '../theme/narrow.js';
import { COLUMNS, FEATURES } from './jobs.columns.js';
import { JobRowView } from './job.row.view.js';
import type { FeedState, JobsFeed } from './jobs.feed.js';
import { JobsHead } from './jobs.head.js';
import { filterCount, sortOf, withFilter } from './jobs.filter.js';
import { TableStatus } from './table.status.js';
import { useSettling } from './use-settling.js';

const ROW_HEIGHT = 36;
const ROW_HEIGHT_NARROW = 62;
const OVERSCAN = 6;
/** Rows that come into view take the elements of those that went: more than are ever in view. */
const SLOTS = 256;
const LOOK_AGAIN_EVERY_MS = 4_000;

interface JobsTableProps {
  feed: JobsFeed;
  query: URLSearchParams;
  state: FeedState;
  isAll: boolean;
  total: number | null;
  onChange: (query: URLSearchParams) => void;
}

/** Only the rows in view exist; the others are numbers in a book. */
export function JobsTable({ feed, query, state, isAll, total, onChange }: JobsTableProps) {
  const { book } = feed;
  useSyncExternalStore(book.subscribe, book.current);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useIsNarrow() ? ROW_HEIGHT_NARROW : ROW_HEIGHT;
  const [chosen, setChosen] = useState<string | null>(null);
  const settling = useSettling(book, scroller);

  const virtualizer = useVirtualizer({
    count: book.size,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const shown = virtualizer.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? -1];
  useEffect(() => feed.want(last), [feed, last, state]);
  useEffect(() => {
    const timer = setInterval(() => void feed.lookAgain(first, last).catch(() => undefined), LOOK_AGAIN_EVERY_MS);
    return () => clearInterval(timer);
  }, [feed, first, last]);

  const sorting = useMemo(() => sortingOf(sortOf(query)), [query]);
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data: book.slice(first, last + 1),
    getRowId: ({ id }) => id,
    manualSorting: true,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: (update) => {
      const next = typeof update === 'function' ? update(sorting) : update;
      onChange(withFilter(query, 'sort', next[0] ? [`${next[0].desc ? '-' : ''}${next[0].id}`] : []));
    },
  });

  function chooseAt(index: number) {
    const row = book.at(Math.max(0, Math.min(book.size - 1, index)));
    if (row === undefined) return;
    setChosen(row.id);
    const place = book.placeOf(row.id)!;
    virtualizer.scrollToIndex(place);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${place}"]`)?.focus());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!(event.target as HTMLElement).matches('[data-index]')) return;
    const index = Number((event.target as HTMLElement).dataset['index']);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -index,
      End: book.size,
    };
    const row = book.at(index);
    if (event.key === 'Enter' && row) location.hash = addressOfJob(row.id);
    else if (event.key in steps) chooseAt(index + steps[event.key]!);
    else return;
    event.preventDefault();
  }

  const isEmpty = book.size === 0 && isAll;
  const entry = (chosen !== null ? book.placeOf(chosen) : undefined) ?? first;
  return (
    <section className="panel jobs fades" aria-label="Jobs">
      <div ref={scroller} className="jobs-scroller" {...settling.handlers}>
        <div role="grid" aria-label="Jobs" aria-rowcount={isAll ? book.size + 1 : (total ?? -1)} onKeyDown={onKeyDown}>
          {table.getHeaderGroups().map((group) => (
            <JobsHead key={group.id} group={group} />
          ))}
          <div role="rowgroup" className="jobs-body" style={{ height: virtualizer.getTotalSize() }}>
            {table.getRowModel().rows.map((row, nth) => (
              <JobRowView
                key={(first + nth) % SLOTS}
                row={row}
                index={first + nth}
                height={rowHeight}
                isEntry={first + nth === entry}
                onFocus={setChosen}
              />
            ))}
          </div>
        </div>
        {state === 'loading' && (
          <div className="panel-body">
            <Skeleton height={rowHeight - 8} count={8} />
          </div>
        )}
        {isEmpty && (
          <Empty title="No jobs">
            {filterCount(query) > 0 ? (
              <>
                Nothing passes these filters. <a href={addressOfJobs()}>Show all jobs</a>
              </>
            ) : (
              'Nothing is tracked yet. Jobs appear here as soon as somebody asks for them.'
            )}
          </Empty>
        )}
      </div>
      <TableStatus
        book={book}
        state={state}
        isAll={isAll}
        total={total}
        isHeld={settling.isHeld}
        onSettle={settling.settleNow}
      />
    </section>
  );
}

function sortingOf(sort: string): SortingState {
  return [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
}

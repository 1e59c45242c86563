import { useTable, type SortingState } from '@tanstack/react-table';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type UIEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { Empty, Skeleton } from '../notices/notices.js';
import { addressOfJob, addressOfJobs } from '../shell/routes.js';
import { useIsNarrow } from '../theme/narrow.js';
import { COLUMNS, FEATURES } from './jobs.columns.js';
import { JobRowView, rowId } from './job.row.view.js';
import type { FeedState, JobsFeed } from './jobs.feed.js';
import { JobsHead } from './jobs.head.js';
import { filterCount, sortOf, withFilter } from './jobs.filter.js';
import { scrollTopFor, windowWithin } from './rows.window.js';
import { TableStatus } from './table.status.js';
import { useRowsWindow } from './use-rows-window.js';
import { useSettling } from './use-settling.js';

const ROW_HEIGHT = 36;
const ROW_HEIGHT_NARROW = 62;
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

  const { shown, look } = useRowsWindow(scroller, rowHeight);
  const { first, end } = windowWithin(shown, book.size);
  useEffect(() => feed.want(end - 1), [feed, end, state]);
  const inView = useRef({ first, end });
  useEffect(() => {
    inView.current = { first, end };
  }, [first, end]);
  useEffect(() => {
    const lookAgain = () => feed.lookAgain(inView.current.first, inView.current.end).catch(() => undefined);
    const timer = setInterval(() => void lookAgain(), LOOK_AGAIN_EVERY_MS);
    return () => clearInterval(timer);
  }, [feed]);

  const sorting = useMemo(() => sortingOf(sortOf(query)), [query]);
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data: book.slice(first, end),
    getRowId: ({ id }) => id,
    manualSorting: true,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: (update) => {
      const next = typeof update === 'function' ? update(sorting) : update;
      onChange(withFilter(query, 'sort', next[0] ? [`${next[0].desc ? '-' : ''}${next[0].id}`] : []));
    },
  });

  // An element that had the focus has gone over to another job, since its own was scrolled away.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !focused.matches('[data-index]')) return;
    if (book.at(Number(focused.dataset['index']))?.id !== chosen) focused.blur();
  });

  function chooseAt(index: number) {
    const place = Math.max(0, Math.min(book.size - 1, index));
    const row = book.at(place);
    const element = scroller.current;
    if (row === undefined || element === null) return;
    element.scrollTop = scrollTopFor(place, element.scrollTop, bodyHeightIn(element), rowHeight);
    flushSync(() => {
      setChosen(row.id);
      look(element);
    });
    element.querySelector<HTMLElement>(`[data-index="${place}"]`)?.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!(event.target as HTMLElement).matches('[data-index]')) return;
    const index = Number((event.target as HTMLElement).dataset['index']);
    const page = Math.max(1, Math.floor(bodyHeightIn(scroller.current!) / rowHeight) - 1);
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

  function onScroll(event: UIEvent<HTMLElement>) {
    look(event.currentTarget);
    settling.handlers.onScroll();
  }

  const isEmpty = book.size === 0 && isAll;
  const entry = (chosen !== null ? book.placeOf(chosen) : undefined) ?? first;
  return (
    <section className="panel jobs fades" aria-label="Jobs">
      <div ref={scroller} className="jobs-scroller" {...settling.handlers} onScroll={onScroll}>
        <div role="grid" aria-label="Jobs" aria-rowcount={isAll ? book.size + 1 : (total ?? -1)} onKeyDown={onKeyDown}>
          {table.getHeaderGroups().map((group) => (
            <JobsHead key={group.id} group={group} />
          ))}
          <div
            role="rowgroup"
            className="jobs-body"
            style={{ height: book.size * rowHeight }}
            // Read aloud in the order of the list.
            aria-owns={Array.from({ length: end - first }, (_, nth) => rowId((first + nth) % shown.count)).join(' ')}
          >
            {inSlots(table.getRowModel().rows, first, shown.count).map((row) => {
              const index = first + row.index;
              return (
                <JobRowView
                  key={index % shown.count}
                  slot={index % shown.count}
                  row={row}
                  index={index}
                  height={rowHeight}
                  isEntry={index === entry}
                  onFocus={setChosen}
                />
              );
            })}
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

/**
 * Rows in the order of the elements that show them. A row that comes into view takes the element of one that went, and no
 * element ever moves, which would cost as much as making a new one.
 */
function inSlots<T>(rows: readonly T[], first: number, count: number): T[] {
  const inTheFirst = (count - (first % count)) % count;
  return [...rows.slice(inTheFirst), ...rows.slice(0, inTheFirst)];
}

/** The part of the scroller that is not below the names of the columns. */
function bodyHeightIn(scroller: HTMLElement): number {
  return scroller.clientHeight - (scroller.querySelector<HTMLElement>('.jobs-head')?.offsetHeight ?? 0);
}

function sortingOf(sort: string): SortingState {
  return [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
}

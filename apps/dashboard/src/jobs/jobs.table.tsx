import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type UIEvent } from 'react';
import { flushSync } from 'react-dom';
import { Empty, Skeleton } from '../notices/notices.js';
import { useExternalStore } from '../shell/external.store.js';
import { jobHref, jobsHref } from '../shell/routes.js';
import { useIsNarrow } from '../shell/browser.state.js';
import { JobRowView, rowId } from './job.row.view.js';
import type { FeedState, JobsFeed } from './jobs.feed.js';
import { TableHead } from './table.head.js';
import { filterCount, sortOf, withFilter } from './jobs.filter.js';
import { clampRange, scrollTopFor, useVirtualRows } from './virtual.rows.js';
import { TableStatus } from './table.status.js';
import { useDeferredSort } from './use-deferred-sort.js';

const ROW_HEIGHT = 36;
const ROW_HEIGHT_NARROW = 62;
const REFRESH_INTERVAL_MS = 4_000;

interface JobsTableProps {
  feed: JobsFeed;
  query: URLSearchParams;
  state: FeedState;
  isComplete: boolean;
  total: number | null;
  onChange: (query: URLSearchParams) => void;
}

/** A virtualized grid: only the rows in view are rendered. */
export function JobsTable({ feed, query, state, isComplete, total, onChange }: JobsTableProps) {
  const { store } = feed;
  useExternalStore(store);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useIsNarrow() ? ROW_HEIGHT_NARROW : ROW_HEIGHT;
  const [selected, setSelected] = useState<string | null>(null);
  const deferredSort = useDeferredSort(store, scroller);

  const { shown, measure } = useVirtualRows(scroller, rowHeight);
  const { first, end } = clampRange(shown, store.size);
  useEffect(() => feed.ensureLoaded(end - 1), [feed, end, state]);
  const inView = useRef({ first, end });
  useEffect(() => {
    inView.current = { first, end };
  }, [first, end]);
  useEffect(() => {
    const refreshVisible = () => feed.refreshVisible(inView.current.first, inView.current.end).catch(() => undefined);
    const timer = setInterval(() => void refreshVisible(), REFRESH_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [feed]);

  // The focused element shows another job now, since its own was scrolled out of view.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !focused.matches('[data-index]')) return;
    if (store.at(Number(focused.dataset['index']))?.id !== selected) focused.blur();
  });

  function selectAt(index: number) {
    const place = Math.max(0, Math.min(store.size - 1, index));
    const row = store.at(place);
    const element = scroller.current;
    if (row === undefined || element === null) return;
    element.scrollTop = scrollTopFor(place, element.scrollTop, bodyHeightIn(element), rowHeight);
    flushSync(() => {
      setSelected(row.id);
      measure(element);
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
      End: store.size,
    };
    const row = store.at(index);
    if (event.key === 'Enter' && row) location.hash = jobHref(row.id);
    else if (event.key in steps) selectAt(index + steps[event.key]!);
    else return;
    event.preventDefault();
  }

  function onScroll(event: UIEvent<HTMLElement>) {
    measure(event.currentTarget);
    deferredSort.handlers.onScroll();
  }

  const indices = Array.from({ length: end - first }, (_, nth) => first + nth);
  const isEmpty = store.size === 0 && isComplete;
  const entry = (selected !== null ? store.indexOf(selected) : undefined) ?? first;
  return (
    <section className="panel jobs fades" aria-label="Jobs">
      <div ref={scroller} className="jobs-scroller" {...deferredSort.handlers} onScroll={onScroll}>
        <div
          role="grid"
          aria-label="Jobs"
          aria-rowcount={isComplete ? store.size + 1 : (total ?? -1)}
          onKeyDown={onKeyDown}
        >
          <TableHead
            sort={sortOf(query)}
            onSort={(sort) => onChange(withFilter(query, 'sort', sort === null ? [] : [sort]))}
          />
          <div
            role="rowgroup"
            className="jobs-body"
            style={{ height: store.size * rowHeight }}
            // For screen readers: the order of the list.
            aria-owns={indices.map((index) => rowId(index % shown.count)).join(' ')}
          >
            {inSlots(indices, shown.count).map((index) => (
              <JobRowView
                key={index % shown.count}
                slot={index % shown.count}
                row={store.at(index)!}
                index={index}
                height={rowHeight}
                isEntry={index === entry}
                onFocus={setSelected}
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
                No jobs match these filters. <a href={jobsHref()}>Show all jobs</a>
              </>
            ) : (
              'No jobs are tracked yet. A job appears here when it is tracked or first read.'
            )}
          </Empty>
        )}
      </div>
      <TableStatus
        store={store}
        state={state}
        isComplete={isComplete}
        total={total}
        isDeferred={deferredSort.isDeferred}
        onSort={deferredSort.sortNow}
      />
    </section>
  );
}

/**
 * Rows in the order of the elements that show them: a row that scrolls into view reuses the element of one that left, and no
 * element moves, which would cost as much as creating one.
 */
const inSlots = (indices: readonly number[], count: number): number[] =>
  indices.toSorted((one, other) => (one % count) - (other % count));

/** Pixels of the scroller below the header. */
function bodyHeightIn(scroller: HTMLElement): number {
  return scroller.clientHeight - (scroller.querySelector<HTMLElement>('.jobs-head')?.offsetHeight ?? 0);
}

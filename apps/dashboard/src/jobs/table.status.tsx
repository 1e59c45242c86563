import { LiveRegion } from '../notices/notices.js';
import type { RowStore } from './row.store.js';
import type { FeedState } from './jobs.feed.js';
import { useReachability } from '../notices/reachability.js';

const COUNT = new Intl.NumberFormat();

interface TableStatusProps {
  store: RowStore;
  state: FeedState;
  isComplete: boolean;
  total: number | null;
  isDeferred: boolean;
  onSort: () => void;
}

/** Row count, connection state, and pending changes of the order. */
export function TableStatus({ store, state, isComplete, total, isDeferred, onSort }: TableStatusProps) {
  const reachability = useReachability();
  const pending = store.pendingCount;
  const words = !reachability.isReachable
    ? 'disconnected'
    : { loading: 'loading', live: 'live', paused: 'paused in background' }[state];
  return (
    <footer className="jobs-status row muted small">
      <LiveRegion>{`List: ${words}`}</LiveRegion>
      <span>{countText(store.size, isComplete, total)}</span>
      <span className={`live marked is-${reachability.isReachable ? state : 'unreachable'}`}>
        <i aria-hidden="true" /> {words}
      </span>
      {isDeferred && pending > 0 && (
        <button type="button" className="button is-quiet jobs-resort" onClick={onSort}>
          {pending === 1 ? '1 job' : `${COUNT.format(pending)} jobs`} out of order: re-sort
        </button>
      )}
    </footer>
  );
}

function countText(loaded: number, isComplete: boolean, total: number | null): string {
  if (isComplete) return `${COUNT.format(loaded)} jobs`;
  return total === null
    ? `${COUNT.format(loaded)} jobs loaded, scroll for more`
    : `${COUNT.format(loaded)} of ${COUNT.format(total)} jobs loaded`;
}

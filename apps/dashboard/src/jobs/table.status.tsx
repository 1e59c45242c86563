import { LiveRegion } from '../notices/announcement.js';
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

/** How much is shown, whether it is live, and what waits to be put in its place. */
export function TableStatus({ store, state, isComplete, total, isDeferred, onSort }: TableStatusProps) {
  const reachability = useReachability();
  const pending = store.pendingCount;
  const words = !reachability.isReachable
    ? 'not live'
    : { loading: 'loading', live: 'live', paused: 'paused while hidden' }[state];
  return (
    <footer className="jobs-status small">
      <LiveRegion>{`The list is ${words}`}</LiveRegion>
      <span>{countText(store.size, isComplete, total)}</span>
      <span className={`live is-${reachability.isReachable ? state : 'unreachable'}`}>
        <i aria-hidden="true" /> {words}
      </span>
      {isDeferred && pending > 0 && (
        <button type="button" className="button is-quiet jobs-resort" onClick={onSort}>
          {pending === 1 ? '1 job has moved' : `${COUNT.format(pending)} jobs have moved`}: put in order
        </button>
      )}
    </footer>
  );
}

function countText(read: number, isComplete: boolean, total: number | null): string {
  if (isComplete) return `${COUNT.format(read)} jobs`;
  return `${COUNT.format(read)} jobs read${total === null ? ', more as you scroll' : ` of ${COUNT.format(total)}`}`;
}

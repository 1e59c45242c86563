import { Announcement } from '../notices/announcement.js';
import type { JobsBook } from './jobs.book.js';
import type { FeedState } from './jobs.feed.js';
import { useReach } from '../notices/reachability.js';

const COUNT = new Intl.NumberFormat();

interface TableStatusProps {
  book: JobsBook;
  state: FeedState;
  isAll: boolean;
  total: number | null;
  isHeld: boolean;
  onSettle: () => void;
}

/** How much is shown, whether it is live, and what waits to be put in its place. */
export function TableStatus({ book, state, isAll, total, isHeld, onSettle }: TableStatusProps) {
  const reach = useReach();
  const waiting = book.waitingCount;
  const words = !reach.isThere
    ? 'not live'
    : { loading: 'loading', live: 'live', paused: 'paused while hidden' }[state];
  return (
    <footer className="jobs-status small">
      <Announcement>{`The list is ${words}`}</Announcement>
      <span>{countWords(book.size, isAll, total)}</span>
      <span className={`live is-${reach.isThere ? state : 'away'}`}>
        <i aria-hidden="true" /> {words}
      </span>
      {isHeld && waiting > 0 && (
        <button type="button" className="button is-quiet jobs-settle" onClick={onSettle}>
          {waiting === 1 ? '1 job has moved' : `${COUNT.format(waiting)} jobs have moved`}: put in order
        </button>
      )}
    </footer>
  );
}

function countWords(read: number, isAll: boolean, total: number | null): string {
  if (isAll) return `${COUNT.format(read)} jobs`;
  return `${COUNT.format(read)} jobs read${total === null ? ', more as you scroll' : ` of ${COUNT.format(total)}`}`;
}

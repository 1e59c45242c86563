import { formatRelativeTime } from './duration.format.js';
import { useNow } from './clock.js';

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const formatDateTime = (at: number | string): string => EXACT.format(timeOf(at));

const timeOf = (at: number | string): number => (typeof at === 'number' ? at : Date.parse(at));

/** A live relative time; the exact time on hover. */
export function Age({ of }: { of: string | number | null }) {
  const now = useNow();
  if (of === null) return <span className="muted">never</span>;
  return <Time at={of}>{formatRelativeTime(timeOf(of), now)}</Time>;
}

/** A live relative time in the future: `in 5 s`, then `now`. */
export function Upcoming({ at }: { at: string }) {
  const now = useNow();
  return <Time at={at}>{timeOf(at) - now < 2_000 ? 'now' : formatRelativeTime(timeOf(at), now)}</Time>;
}

function Time({ at, children }: { at: string | number; children: string }) {
  return (
    <time
      dateTime={typeof at === 'string' ? at : undefined}
      onPointerEnter={(event) => (event.currentTarget.title = formatDateTime(at))}
    >
      {children}
    </time>
  );
}

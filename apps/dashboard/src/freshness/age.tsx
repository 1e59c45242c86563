import { formatRelativeTime } from './duration.format.js';
import { useNow } from './clock.js';

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const formatDateTime = (at: number): string => EXACT.format(at);

/** A live relative time; the exact time on hover. */
export function Age({ of }: { of: string | number | null }) {
  const now = useNow();
  if (of === null) return <span className="muted">never</span>;
  const at = typeof of === 'number' ? of : Date.parse(of);
  return (
    <time
      dateTime={typeof of === 'string' ? of : undefined}
      onPointerEnter={(event) => (event.currentTarget.title = formatDateTime(at))}
    >
      {formatRelativeTime(at, now)}
    </time>
  );
}

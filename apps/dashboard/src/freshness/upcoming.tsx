import { formatDateTime } from './age.js';
import { formatRelativeTime } from './duration.format.js';
import { useNow } from './clock.js';

/** A live relative time in the future: `in 5 s`, then `now`. */
export function Upcoming({ at }: { at: string }) {
  const now = useNow();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} onPointerEnter={(event) => (event.currentTarget.title = formatDateTime(moment))}>
      {moment - now < 2_000 ? 'now' : formatRelativeTime(moment, now)}
    </time>
  );
}

/**
 * The id of an entry in its stream, `<ms>-<n>`, and the rank of the stream. Of equal ids the lowest rank is the
 * latest.
 */
export interface AuditCursor {
  time: string;
  rank: number;
}

const CURSOR = /^(\d{1,15}-\d{1,15})(?:-([1-9]))?$/;

/** `<ms>-<n>` in the stream of rank 0, as it was when there was only that one; `<ms>-<n>-<rank>` in others. */
export const formatAuditCursor = ({ time, rank }: AuditCursor): string => (rank === 0 ? time : `${time}-${rank}`);

/** null: the text names no place. */
export function parseAuditCursor(text: string): AuditCursor | null {
  const [, time, rank] = CURSOR.exec(text) ?? [];
  return time === undefined ? null : { time, rank: Number(rank ?? 0) };
}

/** Where XREVRANGE has to start in the stream of a rank; null: with the latest entry. */
export function startAfter(place: AuditCursor | null, rank: number): string {
  if (place === null) return '+';
  return rank > place.rank ? place.time : `(${place.time}`;
}

/** Negative where the first one is the later. */
export function compareLatestFirst(one: AuditCursor, other: AuditCursor): number {
  const [ms, nth] = numbersIn(one.time);
  const [otherMs, otherNth] = numbersIn(other.time);
  return otherMs - ms || otherNth - nth || one.rank - other.rank;
}

const numbersIn = (time: string) => time.split('-').map(Number) as [number, number];

/** A place in an order of jobs. */
export interface IndexPosition {
  /** The time that is sorted by, epoch milliseconds; null: the job has none. */
  at: number | null;
  connection: string;
  key: string;
}

/** Which part of an order is wanted. */
export interface IndexPage {
  isLatestFirst: boolean;
  /** null: from the beginning. */
  after: IndexPosition | null;
  limit: number;
  /** Times from `from` to `before` (exclusive) alone, without jobs that have no time. */
  within?: { from: number | null; before: number | null };
}

/** The score of a job without the time in question. */
export const TIMELESS = '-inf';

export const scoreOf = (at: number | null): string => (at === null ? TIMELESS : String(at));
export const momentOf = (score: string): number | null => (score === TIMELESS ? null : Number(score));

/** By time, jobs without one last; then by connection; then by the bytes of the key, in Redis' order. */
export function orderOf<Position extends { at: number | string | null; connection: string; key: string }>(
  isLatestFirst: boolean,
): (one: Position, other: Position) => number {
  const direction = isLatestFirst ? -1 : 1;
  return (one, other) => {
    if (one.at !== other.at) {
      if (one.at === null) return 1;
      if (other.at === null) return -1;
      return one.at < other.at ? -direction : direction;
    }
    if (one.connection !== other.connection) return one.connection < other.connection ? -1 : 1;
    return direction * compareBytes(one.key, other.key);
  };
}

/** The ends of a run of scores, as Redis writes them. */
export interface ScoreRange {
  lowest: string;
  highest: string;
}

export const TIMELESS_RANGE: ScoreRange = { lowest: TIMELESS, highest: TIMELESS };

/** The range of jobs with a time, regardless of the page. */
export function timedRange({ within }: IndexPage): ScoreRange {
  const { from = null, before = null } = within ?? {};
  return { lowest: from === null ? `(${TIMELESS}` : String(from), highest: before === null ? '+inf' : `(${before}` };
}

/** The range after the position of the page; jobs of the same moment all or none. */
export function rangeBehind(
  range: ScoreRange,
  { isLatestFirst, after, within }: IndexPage,
  isMomentIn: boolean,
): ScoreRange {
  if (after === null) return range;
  const { from, before } = { from: null, before: null, ...within };
  const isAhead =
    after.at !== null && (isLatestFirst ? before !== null && after.at >= before : from !== null && after.at < from);
  if (isAhead) return range;
  const edge = `${isMomentIn ? '' : '('}${scoreOf(after.at)}`;
  return isLatestFirst ? { ...range, highest: edge } : { ...range, lowest: edge };
}

/** Whether a time is among those wanted. */
export function isWithin(at: number | null, { within }: IndexPage): boolean {
  if (within === undefined) return true;
  const { from, before } = within;
  return at !== null && (from === null || at >= from) && (before === null || at < before);
}

const compareBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

import type { JobRow } from './job.row.js';

export type Comparator = (one: JobRow, other: JobRow) => number;

const MEMBERS: Record<string, (row: JobRow) => string | null> = {
  changedAt: (row) => row.changedAt,
  startedAt: (row) => row.startedAt,
  endedAt: (row) => row.endedAt,
  createdAt: (row) => row.createdAt,
  trackedAt: (row) => row.trackedAt,
  name: (row) => row.sortName,
};

/** The order of the API's `sort`: a hyphen means descending; null comes last. */
export function comparatorFor(sort: string): Comparator {
  const isDescending = sort.startsWith('-');
  const member = MEMBERS[sort.replace(/^-/, '')] ?? MEMBERS['changedAt']!;
  const sign = isDescending ? -1 : 1;
  return (one, other) => {
    const [a, b] = [member(one), member(other)];
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -sign : sign;
  };
}

/** The first index in a sorted list whose item is not less than `one`. */
export function lowerBound<T>(list: readonly T[], one: T, compare: (one: T, other: T) => number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(list[middle]!, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

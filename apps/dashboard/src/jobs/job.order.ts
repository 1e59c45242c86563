import type { JobRow } from './job.row.js';

export type Compare = (one: JobRow, other: JobRow) => number;

const MEMBERS: Record<string, (row: JobRow) => string | null> = {
  changedAt: (row) => row.changedAt,
  startedAt: (row) => row.startedAt,
  endedAt: (row) => row.endedAt,
  createdAt: (row) => row.createdAt,
  trackedAt: (row) => row.trackedAt,
  name: (row) => row.sortName,
};

/** The order of the API's `sort`: with a hyphen the latest first; what has no such time or name comes last. */
export function orderOf(sort: string): Compare {
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

/** Two ordered lists as one. */
export function merged(rows: readonly JobRow[], others: readonly JobRow[], compare: Compare): JobRow[] {
  const all: JobRow[] = [];
  let next = 0;
  for (const row of rows) {
    while (next < others.length && compare(others[next]!, row) <= 0) all.push(others[next++]!);
    all.push(row);
  }
  return all.concat(others.slice(next));
}

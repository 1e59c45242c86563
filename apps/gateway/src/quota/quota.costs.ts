import type { Query } from '../http/query.reader.js';
import { parseJobListQuery, type JobListQuery } from '../jobs/job-list.query.js';
import { isSearch } from '../jobs/job-list.search.js';
import { ProblemException } from '../problems/problem.exception.js';

/** How much of its budget a request takes. */
export const COSTS = {
  /** A page of the list that may go through many jobs to show few. */
  search: 20,
  /** Whatever stands nowhere else. */
  other: 1,
} as const;

export function costOfList(wish: JobListQuery): number {
  return isSearch(wish) ? COSTS.search : COSTS.other;
}

/** The same of a query as it was sent: nothing is searched where it has faults. */
export function costOfListQuery(query: Query): number {
  try {
    return costOfList(parseJobListQuery(query));
  } catch (error) {
    if (error instanceof ProblemException) return COSTS.other;
    throw error;
  }
}

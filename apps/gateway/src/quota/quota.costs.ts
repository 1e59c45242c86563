import type { Query } from '../http/query.reader.js';
import { parseJobListQuery, type JobListQuery } from '../jobs/job-list.query.js';
import { isSearch } from '../jobs/job-list.search.js';
import { ProblemException } from '../problems/problem.exception.js';

export const COSTS = {
  /** A page of the list that may scan many jobs. */
  search: 20,
  /** Everything else. */
  other: 1,
} as const;

export function costOfList(query: JobListQuery): number {
  return isSearch(query) ? COSTS.search : COSTS.other;
}

/** The same of an unparsed query: invalid ones search nothing. */
export function costOfListQuery(query: Query): number {
  try {
    return costOfList(parseJobListQuery(query));
  } catch (error) {
    if (error instanceof ProblemException) return COSTS.other;
    throw error;
  }
}

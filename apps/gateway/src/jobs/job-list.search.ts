import { asksKindAndStateOnly } from '#libs/jobs';
import { memberOf } from './job-list.cursor.js';
import type { JobListQuery } from './job-list.query.js';

/**
 * Whether a page may go through many more jobs than it shows: what the index lacks is searched for in each. It says the
 * connection, in the order of changes the state, and the time that an order goes by.
 */
export function isSearch({ filter, sort }: Pick<JobListQuery, 'filter' | 'sort'>): boolean {
  if (filter.kinds !== null) return true;
  const member = memberOf(sort);
  if (member === 'changedAt') return !asksKindAndStateOnly({ ...filter, updatedSince: null });
  if (member !== 'startedAt' || filter.states !== null) return true;
  return !asksKindAndStateOnly({ ...filter, startedAfter: null, startedBefore: null });
}

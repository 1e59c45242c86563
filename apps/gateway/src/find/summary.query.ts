import { CONNECTION_NAME, JOB_STATES, STATE_FILTER_VALUES, statesOfFilter, type JobState } from '#libs/jobs';
import { QueryReader, type Query } from '../http/query.reader.js';
import { PROVIDER_NAME } from '../jobs/job-list.query.js';

/** In the order in which groups have them. */
export const GROUPINGS = ['connection', 'provider', 'state'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const DEFAULT_GROUPING: readonly Grouping[] = ['connection', 'state'];
/** State filters of the list that depend on the state alone. */
export const SUMMARY_STATES = STATE_FILTER_VALUES.filter((state) => state !== 'attention');

export interface SummaryQuery {
  groupBy: Grouping[];
  connections: string[] | null;
  providers: string[] | null;
  states: readonly JobState[];
}

/** Reads the query of `GET /jobs/summary`; lists every fault. */
export function parseSummaryQuery(query: Query): SummaryQuery {
  const reader = new QueryReader(query, ['groupBy', 'connection', 'provider', 'state']);
  const asked = reader.oneOf('groupBy', GROUPINGS) ?? DEFAULT_GROUPING;
  const { states } = statesOfFilter(reader.oneOf('state', SUMMARY_STATES));
  const parsed: SummaryQuery = {
    groupBy: GROUPINGS.filter((grouping) => asked.includes(grouping)),
    connections: reader.named('connection', CONNECTION_NAME, 'names of connections'),
    providers: reader.named('provider', PROVIDER_NAME, 'names of providers'),
    states: JOB_STATES.filter((state) => states === null || states.includes(state)),
  };
  reader.throwFaults();
  return parsed;
}

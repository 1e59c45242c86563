import {
  CONNECTION_NAME,
  JOB_KINDS,
  OBSERVATION_STATUSES,
  SEVERITIES,
  STATE_FILTER_VALUES,
  statesOfFilter,
  type JobFilter,
} from '#libs/jobs';
import { QueryReader, type Query } from '../http/query.reader.js';

export interface JobListQuery {
  /** As the caller wrote them; null: all. */
  connections: string[] | null;
  filter: JobFilter;
  sort: Sort;
  limit: number;
  cursor: string | null;
}

export const PROVIDER_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export const MAX_LIMIT = 200;
export const DEFAULT_LIMIT = 50;
/** The first is the default. A hyphen: descending. */
export const SORTS = [
  ...(['-changedAt', 'changedAt', '-startedAt', 'startedAt', '-endedAt', 'endedAt'] as const),
  ...(['-createdAt', 'createdAt', '-trackedAt', 'trackedAt', 'name', '-name'] as const),
] as const;
export type Sort = (typeof SORTS)[number];
const PARAMETERS = [
  ...['connection', 'provider', 'kind', 'state', 'severity', 'observation', 'operation', 'label', 'q'],
  ...['updatedSince', 'startedAfter', 'startedBefore', 'sort', 'limit', 'cursor'],
];

/** Reads the query of `GET /jobs`. Lists every fault. */
export function parseJobListQuery(query: Query): JobListQuery {
  const reader = new QueryReader(query, PARAMETERS);
  const sort = reader.single('sort') ?? SORTS[0];
  if (!isSort(sort)) reader.fault('sort', `Must be one of ${SORTS.join(', ')}.`);
  const parsed: JobListQuery = {
    connections: reader.named('connection', CONNECTION_NAME, 'names of connections'),
    filter: {
      providers: reader.named('provider', PROVIDER_NAME, 'names of providers'),
      kinds: reader.oneOf('kind', JOB_KINDS),
      ...statesOfFilter(reader.oneOf('state', STATE_FILTER_VALUES)),
      severities: reader.oneOf('severity', SEVERITIES),
      observations: reader.oneOf('observation', OBSERVATION_STATUSES),
      operations: reader.several('operation'),
      labels: parseLabels(reader),
      text: reader.single('q'),
      updatedSince: reader.moment('updatedSince'),
      startedAfter: reader.moment('startedAfter'),
      startedBefore: reader.moment('startedBefore'),
    },
    sort: isSort(sort) ? sort : SORTS[0],
    limit: reader.limit(DEFAULT_LIMIT, MAX_LIMIT),
    cursor: reader.single('cursor'),
  };
  reader.throwFaults();
  return parsed;
}

function parseLabels(reader: QueryReader) {
  // A value may contain commas: each label has a parameter of its own.
  return reader.notTooMany('label', reader.texts('label')).map((text) => {
    const separator = text.indexOf(':');
    if (separator < 1) reader.fault('label', 'Must have the form name:value.');
    return { label: text.slice(0, separator), value: text.slice(separator + 1) };
  });
}

const isSort = (text: string): text is Sort => (SORTS as readonly string[]).includes(text);

import { QueryReader, type Query } from '../http/query.reader.js';
import { parseJobListQuery, type JobListQuery } from '../jobs/job-list.query.js';
import { ProblemException } from '../problems/problem.exception.js';

const FORMATS = ['sse', 'json'] as const;
export type EventFormat = (typeof FORMATS)[number];

export interface EventsQuery {
  format: EventFormat;
  /** The id of the last event that the client has received. */
  after: string | null;
}

interface EventHeaders {
  accept?: string;
  lastEventId?: string;
}

/** Reads the query of a stream of one job. Lists every fault. */
export function parseEventsQuery(query: Query, { accept, lastEventId }: EventHeaders): EventsQuery {
  const reader = new QueryReader(query, ['format', 'after']);
  const format = reader.single('format');
  if (format !== null && !isFormat(format)) reader.fault('format', `Must be one of ${FORMATS.join(', ')}.`);
  const after = reader.single('after');
  reader.throwFaults();
  return {
    format: (format as EventFormat | null) ?? formatOf(accept),
    // A reconnecting client sends the header; the address stays the same.
    after: lastEventId ? lastEventId : after,
  };
}

/** The same for a stream of many jobs: with the filters of the list, and no other parameters of it. */
export function parseManyEventsQuery(
  query: Query,
  headers: EventHeaders,
): { options: EventsQuery; list: JobListQuery } {
  const { format, after, ...filters } = query;
  const errors = ['sort', 'limit', 'cursor']
    .filter((name) => name in filters)
    .map((name) => ({ pointer: `?${name}`, detail: 'There is no such parameter.' }));
  if (errors.length > 0)
    throw new ProblemException('invalid-request', 'Some parameters have the wrong form.', { errors });
  return { options: parseEventsQuery({ format, after }, headers), list: parseJobListQuery(filters) };
}

/** Events, unless JSON alone is accepted. */
function formatOf(accept = ''): EventFormat {
  return /application\/json/i.test(accept) && !/text\/event-stream/i.test(accept) ? 'json' : 'sse';
}

const isFormat = (text: string): text is EventFormat => (FORMATS as readonly string[]).includes(text);

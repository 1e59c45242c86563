import { parseJobListQuery, type JobListWish } from '../jobs/job-list.query.js';
import { ProblemException, type Fault } from '../problems/problem.exception.js';

/** How a stream is sent: as Server-Sent Events, or page by page in JSON. */
export type EventFormat = 'sse' | 'json';
const FORMATS: readonly string[] = ['sse', 'json'] satisfies EventFormat[];

export interface EventsWish {
  format: EventFormat;
  /** The id of the last event that the caller has got. */
  after: string | null;
}

type Query = Record<string, unknown>;

/** What a stream of one job may be asked for. */
export function parseEventsQuery(query: Query, headers: { accept?: string; lastEventId?: string }): EventsWish {
  const faults: Fault[] = [];
  const single = (name: string): string | null => {
    const value = query[name];
    if (value === undefined || value === '') return null;
    if (typeof value === 'string') return value;
    faults.push({ pointer: `?${name}`, detail: 'Must stand once.' });
    return null;
  };
  const format = single('format');
  if (format !== null && !FORMATS.includes(format)) {
    faults.push({ pointer: '?format', detail: `Must be one of ${FORMATS.join(', ')}.` });
  }
  const after = single('after');
  if (faults.length > 0) throw wrongForm(faults);
  return {
    format: (format as EventFormat | null) ?? formatOf(headers.accept),
    // Whoever comes back by itself says so in the header; the address stays the same.
    after: headers.lastEventId ? headers.lastEventId : after,
  };
}

/** The filters of the list, and nothing else that a list may be asked for. */
export function parseFilterQuery(query: Query): JobListWish {
  const { format: _format, after: _after, ...rest } = query;
  const unknown = ['sort', 'limit', 'cursor'].filter((name) => name in rest);
  if (unknown.length === 0) return parseJobListQuery(rest);
  throw wrongForm(unknown.map((name) => ({ pointer: `?${name}`, detail: 'There is no such parameter.' })));
}

/** Events, unless JSON is wanted in so many words. */
function formatOf(accept = ''): EventFormat {
  return /application\/json/i.test(accept) && !/text\/event-stream/i.test(accept) ? 'json' : 'sse';
}

function wrongForm(errors: Fault[]): ProblemException {
  return new ProblemException('invalid-request', 'Some parameters have the wrong form.', { errors });
}

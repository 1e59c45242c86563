import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_WORDS, statesNamed, type JobFilter } from '#libs/jobs';
import { ProblemException, type Fault } from '../problems/problem.exception.js';
import { parseMoment } from '../http/moments.js';

/** The list that a caller asked for. */
export interface JobListWish {
  /** Names as the caller wrote them; null: all. */
  connections: string[] | null;
  filter: JobFilter;
  sort: Sort;
  limit: number;
  cursor: string | null;
}

type Query = Record<string, unknown>;

export const MAX_LIMIT = 200;
export const DEFAULT_LIMIT = 50;
/** The first is the default. A hyphen: latest first. */
export const SORTS = ['-changedAt', 'changedAt', '-startedAt', 'startedAt', '-endedAt', 'endedAt'] as const;
export type Sort = (typeof SORTS)[number];
const PARAMETERS = new Set([
  ...['connection', 'provider', 'kind', 'state', 'severity', 'observation', 'operation', 'label', 'q'],
  ...['updatedSince', 'startedAfter', 'startedBefore', 'sort', 'limit', 'cursor'],
]);

/** Reads the query of `GET /jobs`; several values stand with commas or in repeated parameters. Lists every fault. */
export function parseJobListQuery(query: Query): JobListWish {
  const faults: Fault[] = [];
  const fault = (parameter: string, detail: string) => faults.push({ pointer: `?${parameter}`, detail });
  for (const name of Object.keys(query)) if (!PARAMETERS.has(name)) fault(name, 'There is no such parameter.');

  const oneOf = <Value extends string>(name: string, allowed: readonly Value[]): Value[] | null => {
    const values = several(query, name);
    for (const value of values ?? []) {
      if (!allowed.includes(value as Value)) fault(name, `Must be one of ${allowed.join(', ')}.`);
    }
    return values as Value[] | null;
  };
  const single = (name: string): string | null => {
    const values = texts(query[name]).filter((text) => text !== '');
    if (values.length > 1) fault(name, 'Must stand once.');
    return values[0] ?? null;
  };
  const moment = (name: string): number | null => {
    const value = single(name);
    if (value === null) return null;
    // An unescaped plus sign of an offset arrives as a space.
    const parsed = parseMoment(value.replace(/ (?=\d{2}:\d{2}$)/, '+'));
    if (parsed === null) fault(name, 'Must be an RFC 3339 time with its offset, such as 2026-11-21T08:00:00Z.');
    return parsed;
  };

  const sort = single('sort') ?? SORTS[0];
  if (!isSort(sort)) fault('sort', `Must be one of ${SORTS.join(', ')}.`);
  const wish: JobListWish = {
    connections: several(query, 'connection'),
    filter: {
      providers: several(query, 'provider'),
      kinds: oneOf('kind', JOB_KINDS),
      ...statesNamed(oneOf('state', STATE_WORDS)),
      severities: oneOf('severity', SEVERITIES),
      observations: oneOf('observation', OBSERVATION_STATUSES),
      operations: several(query, 'operation'),
      labels: parseLabels(query, fault),
      text: single('q'),
      updatedSince: moment('updatedSince'),
      startedAfter: moment('startedAfter'),
      startedBefore: moment('startedBefore'),
    },
    sort: isSort(sort) ? sort : SORTS[0],
    limit: parseLimit(single('limit'), fault),
    cursor: single('cursor'),
  };
  if (faults.length > 0) {
    throw new ProblemException('invalid-request', 'Some parameters have the wrong form.', { errors: faults });
  }
  return wish;
}

function parseLabels(query: Query, fault: (parameter: string, detail: string) => void) {
  // A value may hold commas, so that each label has a parameter of its own.
  const written = texts(query['label']);
  return written.map((text) => {
    const separator = text.indexOf(':');
    if (separator < 1) fault('label', 'Must have the form name:value.');
    return { label: text.slice(0, separator), value: text.slice(separator + 1) };
  });
}

function parseLimit(value: string | null, fault: (parameter: string, detail: string) => void): number {
  if (value === null) return DEFAULT_LIMIT;
  if (!/^\d{1,9}$/.test(value) || Number(value) < 1) {
    fault('limit', `Must be a whole number from 1; more than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`);
  }
  return Math.min(MAX_LIMIT, Number(value));
}

function several(query: Query, name: string): string[] | null {
  const values = texts(query[name])
    .flatMap((text) => text.split(','))
    .filter((text) => text !== '');
  return values.length === 0 ? null : [...new Set(values)];
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
}

const isSort = (text: string): text is Sort => (SORTS as readonly string[]).includes(text);

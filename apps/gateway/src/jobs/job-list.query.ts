import { isTerminal, JOB_KINDS, JOB_STATES, OBSERVATION_STATUSES, SEVERITIES, type JobState } from '#libs/jobs';
import { ProblemException, type Fault } from '../problems/problem.exception.js';
import type { JobFilter } from './job-filter.js';

/** The list that a caller asked for. */
export interface JobListWish {
  /** Names as the caller wrote them; null: all. */
  connections: string[] | null;
  filter: JobFilter;
  limit: number;
  cursor: string | null;
}

type Query = Record<string, unknown>;

export const MAX_LIMIT = 200;
export const DEFAULT_LIMIT = 50;
export const SORTS = ['-changedAt'] as const;
const PARAMETERS = new Set([
  ...['connection', 'provider', 'kind', 'state', 'severity', 'observation', 'operation', 'label', 'q'],
  ...['updatedSince', 'startedAfter', 'startedBefore', 'sort', 'limit', 'cursor'],
]);
const STATE_GROUPS: Record<string, JobState[]> = {
  active: JOB_STATES.filter((state) => !isTerminal(state) && state !== 'idle'),
  terminal: JOB_STATES.filter(isTerminal),
};
export const STATE_WORDS = [...JOB_STATES, ...Object.keys(STATE_GROUPS), 'attention'];

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
  const moment = (name: string): number | null => {
    const value = single(query, name);
    if (value === null) return null;
    const parsed = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(parsed)) fault(name, 'Must be an RFC 3339 time.');
    return parsed;
  };

  const words = oneOf('state', STATE_WORDS);
  const states =
    words && words.flatMap((word) => STATE_GROUPS[word] ?? (word === 'attention' ? [] : [word as JobState]));
  const sort = single(query, 'sort');
  if (sort !== null && sort !== '-changedAt') fault('sort', 'Must be -changedAt.');
  const wish: JobListWish = {
    connections: several(query, 'connection'),
    filter: {
      providers: several(query, 'provider'),
      kinds: oneOf('kind', JOB_KINDS),
      states,
      attention: words?.includes('attention') ?? false,
      severities: oneOf('severity', SEVERITIES),
      observations: oneOf('observation', OBSERVATION_STATUSES),
      operations: several(query, 'operation'),
      labels: parseLabels(query, fault),
      text: single(query, 'q'),
      updatedSince: moment('updatedSince'),
      startedAfter: moment('startedAfter'),
      startedBefore: moment('startedBefore'),
    },
    limit: parseLimit(single(query, 'limit'), fault),
    cursor: single(query, 'cursor'),
  };
  if (faults.length > 0) {
    throw new ProblemException('invalid-request', 'Some parameters have the wrong form.', { errors: faults });
  }
  return wish;
}

function parseLabels(query: Query, fault: (parameter: string, detail: string) => void) {
  const written = several(query, 'label') ?? [];
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
  const value = query[name];
  if (value === undefined) return null;
  const texts = (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
  const values = texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
  return values.length === 0 ? null : [...new Set(values)];
}

function single(query: Query, name: string): string | null {
  const value = query[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' && last !== '' ? last : null;
}

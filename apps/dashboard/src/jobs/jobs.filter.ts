import type { EventFilter } from '#libs/client';

/** The filters in the URL, with the API's names and formats. */
const LIST_FILTERS = ['connection', 'provider', 'kind', 'state', 'severity', 'observation', 'operation'] as const;
const LABEL = 'label';
const SINGLE_FILTERS = ['q', 'startedAfter', 'startedBefore'] as const;

/** The API's own default. */
export const DEFAULT_SORT = '-changedAt';

export type ListFilter = (typeof LIST_FILTERS)[number];

export const valuesOf = (query: URLSearchParams, name: ListFilter): string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((value) => value !== '');

/** Values are passed through: the API rejects invalid ones with a message. */
export function filterOf(query: URLSearchParams): EventFilter {
  const filter: Record<string, string | string[]> = {};
  for (const name of LIST_FILTERS) {
    const values = valuesOf(query, name);
    if (values.length > 0) filter[name] = values;
  }
  const labels = query.getAll(LABEL).filter((text) => text !== '');
  if (labels.length > 0) filter[LABEL] = labels;
  for (const name of SINGLE_FILTERS) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  return filter as EventFilter;
}

export const sortOf = (query: URLSearchParams): string => query.get('sort') ?? DEFAULT_SORT;

/** The query with one filter replaced; an empty list removes it. */
export function withFilter(query: URLSearchParams, name: string, values: readonly string[]): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.delete(name);
  if (name === LABEL) for (const value of values) changed.append(name, value);
  else if (values.length > 0) changed.set(name, values.join(','));
  return changed;
}

export function withToggled(query: URLSearchParams, name: ListFilter, value: string): URLSearchParams {
  const values = valuesOf(query, name);
  return withFilter(query, name, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
}

export const filterCount = (query: URLSearchParams): number => Object.keys(filterOf(query)).length;

/** Whether the summary by connection, provider and state can count the matches. */
export function isCountable(query: URLSearchParams): boolean {
  const { connection: _connection, provider: _provider, state, ...others } = filterOf(query);
  return Object.keys(others).length === 0 && !(state ?? []).includes('attention');
}

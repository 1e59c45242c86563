import type { EventFilter } from '#libs/client';

/** The list's filters as they stand in the address, with the names and forms of the API. */
const LIST_FILTERS = ['connection', 'provider', 'kind', 'state', 'severity', 'observation', 'operation'] as const;
const LABEL = 'label';
const ONE = ['q', 'startedAfter', 'startedBefore'] as const;

/** The API's own default. */
export const DEFAULT_SORT = '-changedAt';

export type ManyFilter = (typeof LIST_FILTERS)[number];

export const valuesOf = (query: URLSearchParams, name: ManyFilter): string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((value) => value !== '');

/** What the API is to be asked for; what it does not know is refused by it, in words. */
export function filterOf(query: URLSearchParams): EventFilter {
  const filter: Record<string, string | string[]> = {};
  for (const name of LIST_FILTERS) {
    const values = valuesOf(query, name);
    if (values.length > 0) filter[name] = values;
  }
  const labels = query.getAll(LABEL).filter((text) => text !== '');
  if (labels.length > 0) filter[LABEL] = labels;
  for (const name of ONE) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  return filter as EventFilter;
}

export const sortOf = (query: URLSearchParams): string => query.get('sort') ?? DEFAULT_SORT;

/** The address with one filter changed; no values: without it. */
export function withFilter(query: URLSearchParams, name: string, values: readonly string[]): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.delete(name);
  if (name === LABEL) for (const value of values) changed.append(name, value);
  else if (values.length > 0) changed.set(name, values.join(','));
  return changed;
}

export function withToggled(query: URLSearchParams, name: ManyFilter, value: string): URLSearchParams {
  const values = valuesOf(query, name);
  return withFilter(query, name, values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
}

/** How many filters there are besides the order. */
export const filterCount = (query: URLSearchParams): number => Object.keys(filterOf(query)).length;

/** Whether a count by connection, provider and state says how many jobs the filter leaves. */
export function isCountable(query: URLSearchParams): boolean {
  const { connection: _connection, provider: _provider, state, ...others } = filterOf(query);
  return Object.keys(others).length === 0 && !(state ?? []).includes('attention');
}

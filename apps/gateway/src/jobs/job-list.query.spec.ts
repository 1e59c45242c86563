import { ProblemException } from '../problems/problem.exception.js';
import { parseJobListQuery } from './job-list.query.js';

function problemOf(query: Record<string, unknown>): ProblemException | null {
  try {
    parseJobListQuery(query);
    return null;
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    expect(error.code).toBe('invalid-request');
    return error;
  }
}

const faultsOf = (query: Record<string, unknown>): string[] =>
  (problemOf(query)?.more.errors ?? []).map(({ pointer }) => pointer);

describe('the query of a list', () => {
  it('wants everything, latest change first, when it is empty', () => {
    expect(parseJobListQuery({})).toEqual({
      connections: null,
      filter: {
        providers: null,
        kinds: null,
        states: null,
        attention: false,
        severities: null,
        observations: null,
        operations: null,
        labels: [],
        text: null,
        updatedSince: null,
        startedAfter: null,
        startedBefore: null,
      },
      sort: '-changedAt',
      limit: 50,
      cursor: null,
    });
  });

  it.each([
    ['connection', 'a,b', ['a', 'b']],
    ['connection', ['a', 'b,c', 'a'], ['a', 'b', 'c']],
    ['connection', '', null],
    ['connection', ',,', null],
  ])('reads several values: %s=%j', (name, value, connections) => {
    expect(parseJobListQuery({ [name]: value }).connections).toEqual(connections);
  });

  it.each([
    ['running', ['running'], false],
    ['active', ['unknown', 'queued', 'running', 'canceling'], false],
    ['terminal', ['succeeded', 'failed', 'canceled', 'lost'], false],
    ['attention', [], true],
    ['failed,attention', ['failed'], true],
  ])('reads the state %s', (state, states, attention) => {
    expect(parseJobListQuery({ state }).filter).toMatchObject({ states, attention });
  });

  it('reads labels whole, commas and colons included', () => {
    expect(parseJobListQuery({ label: ['team:bi', 'note:a,b:c'] }).filter.labels).toEqual([
      { label: 'team', value: 'bi' },
      { label: 'note', value: 'a,b:c' },
    ]);
  });

  it.each([
    ['1', 1],
    ['200', 200],
    ['201', 200],
    ['999999999', 200],
    ['', 50],
  ])('reads the limit %j as %d', (limit, expected) => {
    expect(parseJobListQuery({ limit }).limit).toBe(expected);
  });

  it('reads a time whose plus sign arrived as a space', () => {
    const { filter } = parseJobListQuery({ updatedSince: '2026-11-21T10:00:00 02:00' });
    expect(filter.updatedSince).toBe(Date.UTC(2026, 10, 21, 8));
  });

  it.each([
    ['limit', '0'],
    ['limit', '-1'],
    ['limit', '1.5'],
    ['limit', '1e3'],
    ['limit', ['1', '2']],
    ['state', 'done'],
    ['state', '__proto__'],
    ['state', 'toString'],
    ['kind', 'run,job'],
    ['severity', 'bad'],
    ['observation', 'FRESH'],
    ['label', 'team'],
    ['label', ':bi'],
    ['updatedSince', 'yesterday'],
    ['startedAfter', '2026-11-21'],
    ['startedBefore', '2026-11-21T08:00:00'],
    ['sort', 'state'],
    ['sort', '-constructor'],
    ['q', ['a', 'b']],
    ['cursor', ['a', 'b']],
    ['page', '2'],
    ['__proto__x', '1'],
    ['connection', 'a'.repeat(40)],
    ['connection', 'dm-prod,DM'],
    ['connection', 'dm~prod'],
    ['connection', ' '],
    ['connection', '*'],
    ['provider', 'a'.repeat(65)],
    ['provider', 'Datameer'],
  ])('finds fault with %s=%j', (name, value) => {
    expect(faultsOf({ [name]: value })).toContain(`?${name}`);
  });

  it.each(['connection', 'provider', 'operation', 'label'])('takes a hundred values of one filter: %s', (name) => {
    const values = Array.from({ length: 101 }, (_, nth) => (name === 'label' ? `c${nth}:x` : `c${nth}`));
    expect(faultsOf({ [name]: values.slice(1) })).toEqual([]);
    expect(faultsOf({ [name]: values })).toEqual([`?${name}`]);
    if (name !== 'label') expect(faultsOf({ [name]: values.join(',') })).toEqual([`?${name}`]);
  });

  it('lists the first twenty of many faults, and their number', () => {
    const words = Array.from({ length: 70 }, (_, nth) => `word-${nth}`);
    const problem = problemOf({ state: words, kind: words, limit: '0' })!;
    expect(problem.more.errors).toHaveLength(20);
    expect(problem.detail).toContain('20 of 141');
    expect(problemOf({ limit: '0' })!.detail).not.toMatch(/\d/);
  });

  it('lists every fault at once', () => {
    expect(faultsOf({ limit: '0', state: 'done', page: '2' })).toEqual(['?page', '?state', '?limit']);
  });
});

import { ProblemException } from '../problems/problem.exception.js';
import { parseSummaryQuery } from './summary.query.js';

function faultsOf(query: Record<string, unknown>): string[] {
  try {
    parseSummaryQuery(query);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    return (error.more.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

describe('the query of a summary', () => {
  it('counts every job by connection and state when it is empty', () => {
    expect(parseSummaryQuery({})).toMatchObject({
      groupBy: ['connection', 'state'],
      connections: null,
      providers: null,
    });
    expect(parseSummaryQuery({}).states).toHaveLength(9);
  });

  it.each([
    ['state', ['state']],
    ['state,connection', ['connection', 'state']],
    [['provider', 'provider'], ['provider']],
    ['', ['connection', 'state']],
  ])('counts by groupBy=%j', (groupBy, expected) => {
    expect(parseSummaryQuery({ groupBy }).groupBy).toEqual(expected);
  });

  it.each([
    ['terminal', ['succeeded', 'failed', 'canceled', 'lost']],
    ['failed,running', ['running', 'failed']],
  ])('counts the states of state=%s, each once', (state, states) => {
    expect(parseSummaryQuery({ state }).states).toEqual(states);
  });

  it.each(['severity', 'kind', 'observation', 'operation', 'team', 'toString'])(
    'says what it can count by when asked for %s',
    (groupBy) => {
      expect(faultsOf({ groupBy })).toEqual(['?groupBy Must be one of connection, provider, state.']);
    },
  );

  it.each([
    ['state', 'attention'],
    ['severity', 'ok'],
    ['label', 'team:bi'],
    ['limit', '5'],
  ])('refuses what the index does not know: %s=%s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringContaining(`?${name} `)]);
  });
});

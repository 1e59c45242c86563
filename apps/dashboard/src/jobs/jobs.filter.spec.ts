import { filterOf, isCountable, sortOf, withFilter, withToggled } from './jobs.filter.js';

const query = (text: string) => new URLSearchParams(text);

describe('the filters in the address', () => {
  it('are those of the API, with several values each', () => {
    const asked = query('state=running,lost&connection=dm-prod&connection=hmc-lab&label=team:bi,ops&q=load&color=red');
    expect(filterOf(asked)).toEqual({
      state: ['running', 'lost'],
      connection: ['dm-prod', 'hmc-lab'],
      label: ['team:bi,ops'],
      q: 'load',
    });
    expect(sortOf(asked)).toBe('-changedAt');
  });

  it('come and go without touching the others', () => {
    const both = withToggled(query('state=running&q=x'), 'state', 'lost');
    expect(both.get('state')).toBe('running,lost');
    expect(withToggled(both, 'state', 'running').toString()).toBe('q=x&state=lost');
    expect(withFilter(both, 'state', []).toString()).toBe('q=x');
  });

  it.each([
    ['', true],
    ['state=running&connection=a', true],
    ['state=attention', false],
    ['q=x', false],
  ])('%j can be counted: %s', (text, isIt) => expect(isCountable(query(text))).toBe(isIt));
});

import { isFrozen, isTerminal, JOB_STATES, severityOf, STATE_FACTS } from './job-state.js';

describe('the states', () => {
  it.each([
    ['unknown', false, false, 'unknown'],
    ['idle', false, false, 'ok'],
    ['queued', false, false, 'ok'],
    ['running', false, false, 'ok'],
    ['canceling', false, false, 'ok'],
    ['succeeded', true, true, 'ok'],
    ['failed', true, true, 'error'],
    ['canceled', true, true, 'ok'],
    ['lost', true, false, 'error'],
  ] as const)('%s: terminal %s, frozen %s, severity %s', (state, terminal, frozen, severity) => {
    expect([isTerminal(state), isFrozen(state), severityOf(state)]).toEqual([terminal, frozen, severity]);
  });

  it('are these nine, each with a sentence of its own', () => {
    expect(JOB_STATES).toHaveLength(9);
    const meanings = Object.values(STATE_FACTS).map(({ meaning }) => meaning);
    expect(new Set(meanings).size).toBe(9);
    for (const meaning of meanings) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });

  it('freeze only what is terminal', () => {
    for (const state of JOB_STATES) if (isFrozen(state)) expect(isTerminal(state)).toBe(true);
  });
});

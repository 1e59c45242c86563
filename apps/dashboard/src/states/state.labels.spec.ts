import type { Job } from '#libs/client';
import { isFinal } from './state.labels.js';

describe('a state', () => {
  it.each<[Job['state'], boolean, boolean]>([
    ['running', false, false],
    ['succeeded', true, true],
    ['failed', true, true],
    ['canceled', true, true],
    // Reversible: the upstream may know it again.
    ['lost', true, false],
    // Of a pointer, which may point to another run at the next look.
    ['succeeded', false, false],
  ])('%s, terminal: %s, is final: %s', (state, terminal, expected) => {
    expect(isFinal({ state, terminal })).toBe(expected);
  });
});

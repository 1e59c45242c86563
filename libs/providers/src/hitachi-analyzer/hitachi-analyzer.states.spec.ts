import { readFileSync } from 'node:fs';
import { RULES, STATES, WIRE_STATES, wireStateOf } from './hitachi-analyzer.states.js';

describe('the state map of the Hitachi provider', () => {
  it('is in the README verbatim', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    const table = readme.split('<!-- states -->')[1]?.split('<!-- /states -->')[0] ?? '';
    const rows = [...table.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm)].map(([, rawStatus, state]) => [rawStatus, state]);
    expect(Object.fromEntries(rows)).toEqual(STATES);
    expect(rows).toHaveLength(WIRE_STATES.length);
  });

  it('has a rule of its own for every combination', () => {
    expect(new Set(Object.values(RULES)).size).toBe(WIRE_STATES.length);
  });

  it.each(['', 'completed', 'completed=true', 'toString', '__proto__', 'COMPLETED=FALSE'])(
    'does not know %j',
    (rawStatus) => {
      expect(wireStateOf(rawStatus)).toBeNull();
    },
  );
});

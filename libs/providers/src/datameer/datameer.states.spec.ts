import { readFileSync } from 'node:fs';
import { DATAMEER_STATES, meaningForRun, meaningOf } from './datameer.states.js';

describe('words of Datameer', () => {
  it('gives both spellings of one state one meaning', () => {
    for (const [word, state] of Object.entries(DATAMEER_STATES)) {
      for (const written of [word, word.toLowerCase(), word.toUpperCase()])
        expect(meaningOf(written)?.state).toBe(state);
    }
  });

  it('knows no other word', () => {
    for (const word of ['', 'ABORTED', 'toString', '__proto__', 'COMPLETED ', 'COMPLETED_WITH_ERRORS']) {
      expect(meaningOf(word)).toBeNull();
    }
  });

  it('lets no run be idle', () => {
    expect(meaningForRun('_NONE')).toBeNull();
  });

  it('stands in the README as it stands in the code', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    const table = readme.split('<!-- states -->')[1]?.split('<!-- /states -->')[0] ?? '';
    const rows = [...table.matchAll(/^\| `([^`]+)`\s*\| `([^`]+)`/gm)].map(([, word, state]) => [word, state]);
    expect(Object.fromEntries(rows)).toEqual(DATAMEER_STATES);
  });
});

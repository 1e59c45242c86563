import { readFileSync } from 'node:fs';
import { DATAMEER_STATES, meaningForRun, meaningOf } from './datameer.states.js';

describe('statuses of Datameer', () => {
  it('gives both spellings of one state one meaning', () => {
    for (const [rawStatus, state] of Object.entries(DATAMEER_STATES)) {
      for (const written of [rawStatus, rawStatus.toLowerCase(), rawStatus.toUpperCase()])
        expect(meaningOf(written)?.state).toBe(state);
    }
  });

  it('knows no other status', () => {
    for (const rawStatus of ['', 'ABORTED', 'toString', '__proto__', 'COMPLETED ', 'COMPLETED_WITH_ERRORS']) {
      expect(meaningOf(rawStatus)).toBeNull();
    }
  });

  it('lets no run be idle', () => {
    expect(meaningForRun('_NONE')).toBeNull();
  });

  it('is the same in the README and in the code', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    const table = readme.split('<!-- states -->')[1]?.split('<!-- /states -->')[0] ?? '';
    const rows = [...table.matchAll(/^\| `([^`]+)`\s*\| `([^`]+)`/gm)].map(([, rawStatus, state]) => [
      rawStatus,
      state,
    ]);
    expect(Object.fromEntries(rows)).toEqual(DATAMEER_STATES);
  });
});

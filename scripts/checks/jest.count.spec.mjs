import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countJest } from './jest.count.mjs';

const NONE = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('countJest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-count-'));
  const file = join(folder, 'jest.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  async function count(results, run) {
    writeFileSync(file, JSON.stringify({ ...NONE, ...results }));
    const { passed, failed } = await countJest({ file, ok: true, mayBeSelective: false, ...run });
    return [passed, failed];
  }

  it('takes over what passed and failed', async () => {
    expect(await count({ numPassedTests: 7, numFailedTests: 2 }, { ok: false })).toEqual([7, 2]);
  });

  it('counts a suite that did not run as a failure', async () => {
    expect(await count({ numPassedTests: 7, numRuntimeErrorTestSuites: 1 }, { ok: false })).toEqual([7, 1]);
  });

  it('counts skipped and planned tests as failures', async () => {
    expect(await count({ numPassedTests: 7, numPendingTests: 1, numTodoTests: 1 })).toEqual([7, 2]);
  });

  it('does not mind what the caller left out', async () => {
    expect(await count({ numPassedTests: 1, numPendingTests: 9 }, { mayBeSelective: true })).toEqual([1, 0]);
  });

  it('counts it as a failure when there are no tests', async () => {
    expect(await count({})).toEqual([0, 1]);
  });

  it('counts it as a failure when Jest failed and no test did', async () => {
    expect(await count({ numPassedTests: 7 }, { ok: false })).toEqual([7, 1]);
  });

  it.each([
    ['no file', join(folder, 'absent.json')],
    ['half a file', join(folder, 'half.json')],
  ])('counts %s as a failure', async (_what, path) => {
    writeFileSync(join(folder, 'half.json'), '{"numPassedTests": 7');
    const { passed, failed } = await countJest({ file: path, ok: true, mayBeSelective: true });
    expect([passed, failed]).toEqual([0, 1]);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USAGE as OPERATOR_USAGE } from '../../operator/src/operator.usage.js';
import { OPERATOR_COMMANDS, runOperatorProcess } from './operator.process.js';

describe('a command of the program for operators', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'jobgate-operator-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('is handed its arguments, and its exit code is handed on', async () => {
    const program = join(folder, 'program.mjs');
    await writeFile(program, `process.exit(process.argv.slice(2).join(' ') === 'doctor --json' ? 7 : 1);`);
    expect(await runOperatorProcess(['doctor', '--json'], program)).toBe(7);
  });

  it('is wrong usage where only the command line of callers is installed', async () => {
    expect(await runOperatorProcess(['doctor'], join(folder, 'missing.js'))).toBe(2);
  });

  it('is known to both programs by the same names', () => {
    const named = [...OPERATOR_USAGE.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    expect(OPERATOR_COMMANDS).toEqual(named);
  });
});

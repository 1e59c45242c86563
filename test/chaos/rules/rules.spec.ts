import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exchange, fault, JOB, mark, message, opened, read, receipt, shown, truth } from './history.builder.js';
import { RULES, violationsOf } from './rules.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

describe('the rules', () => {
  it('are all those that have a file, and each has a spec that breaks it', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.rule.ts'));
    expect(files.map((name) => name.replace('.rule.ts', '')).sort()).toEqual(RULES.map(({ name }) => name).sort());
    for (const file of files)
      expect([file, existsSync(FOLDER + file.replace('.ts', '.spec.ts'))]).toEqual([file, true]);
  });

  it('are kept by a history in which all is well', () => {
    const history = [
      ...[mark(0, 'begin'), opened(10)],
      exchange(20, { status: 201 }, { operation: 'subscribe', subject: 'wh_1', resources: ['receiver'] }),
      exchange(100, { status: 201, shown: [shown()] }, { operation: 'track' }),
      ...[message(110, {}), receipt(120, 2, { previousState: 'unknown' }), fault(500, 'worker-killed')],
      ...[message(1_100, { state: 'succeeded', revision: 3 }), receipt(1_200, 3, { state: 'succeeded' })],
      exchange(1_500, { status: 304, unchanged: [JOB] }, { held: [shown({ state: 'succeeded', revision: 3 })] }),
      ...[mark(2_000, 'settling'), mark(3_000, 'final'), read(3_100, { state: 'succeeded', revision: 3 })],
      exchange(
        3_200,
        {
          transitions: [
            { from: 'unknown', to: 'running' },
            { from: 'running', to: 'succeeded' },
          ],
        },
        { operation: 'transitions' },
      ),
    ];
    expect(violationsOf(history, truth())).toEqual([]);
  });
});

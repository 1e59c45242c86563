import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { LINES } from './node.lines.mjs';
import { isLeftOut, LEFT_OUT, RUNS } from './node.runs.mjs';

const specs = ['apps', 'libs', 'test', 'scripts'].flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true })
    .filter((path) => /\.spec\.m?[tj]s$/.test(path))
    .map((path) => `${top}/${path}`),
);

describe('the runs of continuous integration', () => {
  it('are everything on the line of the image, and the tests on the oldest that is supported', () => {
    const image = /^FROM node:(\d+)\./m.exec(readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8'))?.[1];
    const [oldest] = Object.keys(LINES).sort((one, other) => Number(one) - Number(other));
    expect(RUNS).toEqual([
      { line: image, args: [] },
      { line: oldest, args: ['--second-line'] },
    ]);
  });

  it.each(LEFT_OUT)('leave out on the second line what is there, with a reason: $folder', ({ folder, reason }) => {
    expect(specs.filter((path) => path.startsWith(folder))).not.toEqual([]);
    expect(reason.length).toBeGreaterThan(20);
  });

  it('have every unit test, contract test and end-to-end test on both lines', () => {
    const wanted = /^(libs|scripts|apps\/(?!dashboard\/)[^/]+|test\/(contract|e2e))\//;
    expect(specs.filter((path) => wanted.test(path) && isLeftOut(path))).toEqual([]);
    expect(specs.filter(isLeftOut).length).toBeLessThan(specs.length / 5);
  });
});

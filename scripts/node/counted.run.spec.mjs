import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { countOf, runCounted } from './counted.run.mjs';

const MANY_SECONDS = 60_000;

describe('the count of a run', () => {
  it.each([
    ['ok 1.0 s tests\n3021 passed, 0 failed\n', 0, { passed: 3021, failed: 0 }],
    ['5 passed, 2 failed\n', 1, { passed: 5, failed: 2 }],
    ['5 passed, 0 failed\n', 1, { passed: 5, failed: 1 }],
    ['5 passed, 0 failed\nkilled\n', null, { passed: 0, failed: 1 }],
    ['12 passed, 0 failed, or nearly\n', 0, { passed: 0, failed: 1 }],
    ['0 passed, 0 failed\n', 0, { passed: 0, failed: 1 }],
    ['', 0, { passed: 0, failed: 1 }],
  ])('is that of its last line, and one failure where it has none: %j, %j', (text, code, expected) =>
    expect(countOf(text, code)).toEqual(expected),
  );
});

describe('a run that is counted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-counted-'));
  const marks = join(folder, 'marks');
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => writeFileSync(marks, ''));

  const marked = () => readFileSync(marks, 'utf8').trim().split('\n');

  function script(text) {
    const path = join(folder, 'run.mjs');
    writeFileSync(path, `import { appendFileSync } from 'node:fs';\n${text}`);
    return path;
  }

  /** Reports its start, runs forever, and reports a request to end. */
  const endless = () =>
    script(`
      process.on('SIGTERM', () => { appendFileSync('${marks}', 'asked to end\\n'); process.exit(1); });
      setInterval(() => {}, 1000);
      console.log('begun');`);

  const run = (path, options) =>
    runCounted(process.execPath, [path], { env: process.env, signal: new AbortController().signal, ...options });

  it('shows all that it writes, however much, and counts by the last line', async () => {
    const shown = [];
    const path = script(`
      for (let n = 0; n < 20_000; n += 1) console.log('line ' + n);
      console.log('7 passed, 1 failed');
      process.exitCode = 1;`);
    expect(await run(path, { show: (chunk) => shown.push(chunk) })).toEqual({ passed: 7, failed: 1 });
    const lines = Buffer.concat(shown).toString().trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([20_001, 'line 0', '7 passed, 1 failed']);
  });

  it('counts as a failure when it is killed, and when it cannot be started', async () => {
    const killed = script(`console.log('7 passed, 0 failed'); process.kill(process.pid, 'SIGKILL');`);
    expect(await run(killed, { show: () => {} })).toEqual({ passed: 7, failed: 1 });
    const absent = runCounted(join(folder, 'absent'), [], { env: process.env, signal: new AbortController().signal });
    expect(await absent).toEqual({ passed: 0, failed: 1 });
  });

  it('is terminated when its signal aborts, and awaited', async () => {
    const stop = new AbortController();
    const show = () => stop.abort();
    expect(await run(endless(), { signal: stop.signal, show })).toEqual({ passed: 0, failed: 1 });
    expect(marked()).toEqual(['asked to end']);
  });

  it(
    'ends when the process that waits for it is killed',
    async () => {
      const module = new URL('./counted.run.mjs', import.meta.url).href;
      const path = endless();
      const waiting = join(folder, 'waiting.mjs');
      writeFileSync(
        waiting,
        `import { runCounted } from '${module}';
         const signal = new AbortController().signal;
         await runCounted(process.execPath, ['${path}'], { env: process.env, signal });`,
      );
      const child = spawn(process.execPath, [waiting], { stdio: ['ignore', 'pipe', 'inherit'] });
      expect(String((await once(child.stdout, 'data'))[0])).toBe('begun\n');
      child.kill('SIGKILL');
      while (marked()[0] === '') await pause(50);
      expect(marked()).toEqual(['asked to end']);
    },
    MANY_SECONDS,
  );
});

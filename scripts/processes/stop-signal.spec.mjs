import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/stage/eventually.js';

const MANY_SECONDS = 60_000;

describe('a script that npm runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-stop-'));
  const script = join(folder, 'endless.mjs');
  const ended = join(folder, 'ended');
  let pid;

  beforeAll(() =>
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs';
       import { stopSignal } from '${new URL('./stop-signal.mjs', import.meta.url).href}';
       const signal = stopSignal();
       signal.addEventListener('abort', () => {
         writeFileSync('${ended}', signal.reason.message);
         process.exit();
       });
       setInterval(() => {}, 1000);
       console.log(process.pid);`,
    ),
  );
  afterEach(() => {
    if (!existsSync(ended)) process.kill(pid);
    rmSync(ended, { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['SIGTERM', 'SIGKILL'])(
    'is asked to stop when its shell is gone, which passes no signal on: %s',
    async (signal) => {
      const env = { ...process.env, npm_lifecycle_event: 'test' };
      const line = `'${process.execPath}' '${script}'; true`;
      const shell = spawn('sh', ['-c', line], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      pid = Number((await once(shell.stdout, 'data'))[0]);
      shell.kill(signal);
      await eventually(() => expect(existsSync(ended)).toBe(true));
      expect(readFileSync(ended, 'utf8')).toBe('Stopped by the end of npm.');
    },
    MANY_SECONDS,
  );
});

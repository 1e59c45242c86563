import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/stage/eventually.js';

const LEASH = new URL('./parent.leash.mjs', import.meta.url).href;

describe('what has the leash to its parent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-leash-'));
  const ended = join(folder, 'ended');
  let pid;
  afterAll(() => {
    if (!existsSync(ended)) process.kill(pid);
    rmSync(folder, { recursive: true });
  });

  it('ends with that, as workers do that are busy and took over its flags', async () => {
    const worker = join(folder, 'worker.mjs');
    writeFileSync(
      worker,
      `import { writeFileSync } from 'node:fs';
       process.on('SIGTERM', () => { writeFileSync('${ended}', ''); process.exit(); });
       setInterval(() => {}, 1000);
       console.log(process.pid);`,
    );
    const parent = join(folder, 'parent.mjs');
    writeFileSync(parent, `import { fork } from 'node:child_process'; fork('${worker}');`);
    const child = spawn(process.execPath, ['--import', LEASH, parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    pid = Number((await once(child.stdout, 'data'))[0]);
    child.kill('SIGKILL');
    await eventually(() => expect(existsSync(ended)).toBe(true));
  });
});

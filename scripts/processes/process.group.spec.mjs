import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ProcessGroup } from './process.group.mjs';

const PROMISED_MS = 8000;
const MANY_SECONDS = 20_000;

const LISTENS = `
  import { createServer } from 'node:http';
  const server = createServer((_, answer) => answer.end('here'));
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));`;
const LISTENS_AND_IGNORES = `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); ${LISTENS}`;
const COMPLAINS_AND_ENDS = `for (let nth = 1; nth <= 40; nth += 1) console.error('complaint ' + nth); process.exitCode = 3;`;

describe('ProcessGroup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-group-'));
  let group;

  beforeEach(() => (group = new ProcessGroup()));
  afterEach(() => group.kill());
  afterAll(() => rmSync(folder, { recursive: true }));

  function script(name, text) {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, text);
    return path;
  }

  async function startListener(name, text, options) {
    const { lines } = group.startNode(name, script(name, text), [], { env: process.env, ...options });
    const [url] = await once(lines, 'line');
    return url;
  }

  const answers = (url) =>
    fetch(url).then(
      () => true,
      () => false,
    );

  it(
    'ends every child within the promised time, the ones that ignore signals too',
    async () => {
      const urls = [
        await startListener('gentle', LISTENS),
        await startListener('stubborn', LISTENS_AND_IGNORES),
        await startListener('stubborn-base', LISTENS_AND_IGNORES, { stage: 0 }),
      ];
      expect(await Promise.all(urls.map(answers))).toEqual([true, true, true]);
      const startedAt = Date.now();
      await group.stop();
      expect(Date.now() - startedAt).toBeLessThan(PROMISED_MS);
      expect(await Promise.all(urls.map(answers))).toEqual([false, false, false]);
    },
    MANY_SECONDS,
  );

  it('ends a later stage before the one below it', async () => {
    const ended = [];
    const says = (name) =>
      `${LISTENS} process.on('SIGTERM', () => { console.log('end of ${name}'); process.exit(); });`;
    group = new ProcessGroup((_name, line) => line.startsWith('end of') && ended.push(line));
    await startListener('base', says('base'), { stage: 0 });
    await startListener('upper', says('upper'), { stage: 1 });
    await group.stop();
    expect(ended).toEqual(['end of upper', 'end of base']);
  });

  it('fails with the last lines of a child that ends by itself', async () => {
    group.startNode('sulky', script('sulky', COMPLAINS_AND_ENDS), [], { env: process.env });
    const error = await group.failed.catch((reason) => reason);
    expect(error.message).toContain('sulky ended with code 3');
    expect(error.message).toContain('complaint 40');
    expect(error.message).not.toContain('complaint 15\n');
  });

  it('says so when a program cannot be started', async () => {
    group.startProgram('absent', '/no/such/program', [], { env: process.env });
    await expect(group.failed).rejects.toThrow(/absent ended with code 127[^]*ENOENT/);
  });

  it('does not call it a failure when it ends the children itself', async () => {
    await startListener('gentle', LISTENS);
    let failure = null;
    group.failed.catch((error) => (failure = error));
    await group.stop();
    expect(failure).toBeNull();
  });

  it(
    'leaves no child behind when the runner is killed',
    async () => {
      const module = new URL('./process.group.mjs', import.meta.url).href;
      const runner = script(
        'runner',
        `import { ProcessGroup } from '${module}';
       const group = new ProcessGroup((_name, line) => console.log(line));
       group.startNode('node', '${script('left', LISTENS)}', [], { env: process.env });
       group.startProgram('program', process.execPath, ['${script('right', LISTENS)}'], { env: process.env });`,
      );
      const child = spawn(process.execPath, [runner], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      while (output.split('\n').length < 3) output += (await once(child.stdout, 'data'))[0];
      const urls = output.trim().split('\n');
      expect(await Promise.all(urls.map(answers))).toEqual([true, true]);
      child.kill('SIGKILL');
      await once(child, 'close');
      // They end as soon as they notice.
      for (const url of urls) while (await answers(url)) await pause(50);
    },
    MANY_SECONDS,
  );
});

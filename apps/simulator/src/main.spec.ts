import { transform } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { probe } from '../test/probe.js';

const SOURCES = dirname(fileURLToPath(import.meta.url));
let folder: string;
const children: ChildProcess[] = [];

/** The process runs what the sources compile to, built here so that no earlier build can stand in for them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of await readdir(SOURCES, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const source = await readFile(join(SOURCES, name), 'utf8');
    const { code } = await transform(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function run(...words: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(folder, 'main.js'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<Record<string, string>> {
  if (!child.stdout) throw new Error('the process has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return JSON.parse(line) as Record<string, string>;
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('prints its addresses in one line, and ends at %s with 0', async (signal) => {
    const child = run('--demo', '--seed', '3');
    const urls = await firstLine(child);
    const upstreams = ['ibm-hmc', 'otc-ims', 'datameer', 'hitachi-analyzer', 'oracle-sbc'];
    expect(Object.keys(urls)).toEqual([...upstreams, 'ibm-hmc-stomp', 'control']);
    expect((await probe(`${urls['ibm-hmc']}/api/version`)).status).toBe(200);
    const jobs = await probe(`${urls['control']}/upstreams/otc-ims/jobs`);
    expect(jobs.json()['total']).toBeGreaterThanOrEqual(20);
    const { hostname, port } = new URL(urls['datameer'] ?? '');
    const open = connect(Number(port), hostname);
    open.on('error', () => undefined);
    await once(open, 'connect');
    const exit = once(child, 'exit');
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
  });

  it.each([
    [['--nonsense', '1'], 'unknown flag --nonsense'],
    [['--control', 'x'], '--control must be a whole number'],
    [['--host'], '--host needs a value'],
  ])('refuses the flags %j', async (words, message) => {
    const child = run(...words);
    const exit = once(child, 'exit');
    const chunks: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect(await exit).toEqual([1, null]);
    expect(Buffer.concat(chunks).toString()).toContain(message);
  });
});

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { LINES } from './node.lines.mjs';

const FETCH_WITHIN_MS = 300_000;
const PROGRAM = 'package/bin/node';

/** The package of a line for this machine. Throws where there is none. */
export function packageOf(line, { platform = process.platform, arch = process.arch } = {}) {
  const known = LINES[line];
  if (!known) throw new Error(`Lines of Node.js: ${linesInOrder().join(', ')}.`);
  const integrity = platform === 'linux' ? known.integrity[arch] : undefined;
  if (!integrity)
    throw new Error(`Node.js ${known.version} is fetched for Linux on x64 and arm64; this is ${platform} on ${arch}.`);
  return { name: `node-linux-${arch}`, version: known.version, integrity };
}

/** '20.19', '22', …: objects have whole numbers first. */
const linesInOrder = () => Object.keys(LINES).sort((one, other) => Number(one) - Number(other));

/**
 * The folder with the `node` of a line, which is fetched from the registry that npm uses and kept. Throws when it cannot be had,
 * or is not what was chosen.
 * @param {string} line such as '24'
 * @param {{signal?: AbortSignal, announce?: (sentence: string) => void, cache?: string}} [options]
 */
export async function provideNode(line, { signal, announce, cache = cacheFolder() } = {}) {
  const wanted = packageOf(line);
  const folder = join(cache, `${wanted.name}-${wanted.version}`);
  if (existsSync(join(folder, 'node'))) return folder;
  announce?.(`Fetching Node.js ${wanted.version} (npm)`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, '.fetching-'));
  try {
    const archive = await fetchArchive(wanted, work, signal);
    await unpack(archive, work, signal);
    const bin = join(work, 'package/bin');
    await chmod(join(bin, 'node'), 0o755);
    // Another process may have been as quick.
    await rename(bin, folder).catch((error) => {
      if (!existsSync(join(folder, 'node'))) throw error;
    });
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The environment in which the `node` of that folder is the one, whatever a test starts by that name as well. */
export function environmentWith(folder, environment = process.env) {
  return { ...environment, PATH: `${folder}${delimiter}${environment.PATH}` };
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jobgate', 'node');
}

async function fetchArchive({ name, version, integrity }, work, signal) {
  const args = ['pack', `${name}@${version}`, '--pack-destination', work, '--ignore-scripts'];
  const { ok, output } = await runCommand('npm', args, { cwd: work, signal, timeoutMs: FETCH_WITHIN_MS });
  signal?.throwIfAborted();
  const archive = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (!ok || !archive) throw new Error(`${name}@${version} could not be fetched:\n${output}`);
  const path = join(work, archive);
  await check(path, integrity);
  return path;
}

/** Throws unless the file is the one that was chosen. */
export async function check(path, integrity) {
  const found = `sha512-${createHash('sha512')
    .update(await readFile(path))
    .digest('base64')}`;
  if (found !== integrity) throw new Error(`What was fetched is another file than the chosen one: ${found}.`);
}

async function unpack(archive, work, signal) {
  const { ok, output } = await runCommand('tar', ['-xzf', archive, '-C', work, PROGRAM], { signal });
  signal?.throwIfAborted();
  if (!ok) throw new Error(`The package of Node.js cannot be unpacked:\n${output}`);
}

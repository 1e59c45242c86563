import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';

const DASHBOARD = 'apps/dashboard';
const SETTINGS = ['nest-cli.json', 'package.json', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];
const STAMP = 'dist/.sources';

/** Compiles everything into dist/ unless dist/ was made from exactly these sources. */
export async function build(root, { signal, announce } = {}) {
  const sources = await sourcesOf(root);
  const fingerprint = await fingerprintOf(root, [...sources, ...(await filesIn(root, DASHBOARD))]);
  if ((await stampOf(root)) === fingerprint && isComplete(root, sources)) return;
  announce?.('Building (nest build, vite build)');
  // The compiler writes only what changed since last time; where a file was removed from dist/ it must start afresh.
  if (!isComplete(root, sources)) await rm(join(root, 'dist'), { recursive: true, force: true });
  const output = await run(root, 'nest build', ['@nestjs/cli/bin/nest.js', 'build'], signal);
  const missing = sources.map(outputOf).filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`nest build left out ${missing.join(', ')}.\n${output}`);
  const settings = join(DASHBOARD, 'vite.config.ts');
  await run(root, 'vite build', ['vite/bin/vite.js', 'build', '--config', settings], signal);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, STAMP), fingerprint);
}

async function run(root, name, [program, ...args], signal) {
  const path = join(root, 'node_modules', program);
  const { ok, output } = await runCommand(process.execPath, [path, ...args], { cwd: root, signal });
  signal?.throwIfAborted();
  if (!ok) throw new Error(`${name} failed:\n${output}`);
  return output;
}

function isComplete(root, sources) {
  return [...sources.map(outputOf), join('dist', DASHBOARD, 'index.html')].every((path) =>
    existsSync(join(root, path)),
  );
}

function outputOf(source) {
  return join('dist', source.replace(/\.ts$/, '.js'));
}

async function stampOf(root) {
  return readFile(join(root, STAMP), 'utf8').catch(() => null);
}

async function fingerprintOf(root, sources) {
  const hash = createHash('sha256');
  for (const path of [...sources, ...SETTINGS]) {
    const { mtimeMs, size } = await stat(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** What the build turns into files of dist/: TypeScript without specs and declarations, and Lua scripts. */
async function sourcesOf(root) {
  const files = await Promise.all(['apps', 'libs'].map((top) => filesIn(root, top)));
  return files.flat().filter(isBuilt).sort();
}

async function filesIn(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name))).sort();
}

const NOT_BUILT = /(^|\/)(node_modules|test)\/|^apps\/dashboard\/|\.(spec|d)\.ts$/;

function isBuilt(path) {
  return /\.(ts|lua)$/.test(path) && !NOT_BUILT.test(path.replaceAll('\\', '/'));
}

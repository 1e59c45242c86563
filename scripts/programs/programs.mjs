import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath, isExecutable, provideProgram } from './program.provider.mjs';

const firstOnPath = (...names) => names.map(findOnPath).find((path) => path !== null) ?? null;

export const REDIS_ADVICE =
  'Redis not found. Set REDIS_URL=redis://host:6379, or install redis-server or valkey-server 7 or newer ' +
  '(Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install valkey; Alpine: apk add redis; macOS: brew install redis).';

export const findRedisProgram = () => firstOnPath('redis-server', 'valkey-server');

const REDIS = {
  title: 'Redis',
  find: findRedisProgram,
  packages: { 'apt-get': ['redis-server'], dnf: ['redis', 'valkey'], apk: ['redis', 'valkey'], brew: ['redis'] },
};

export const provideRedisProgram = (options) => provideProgram(REDIS, options);

export const CHROMIUM_ADVICE =
  'Chromium not found. Set CHROMIUM_PATH=/path/to/chromium, or install chromium or google-chrome ' +
  '(Debian: apt-get install chromium; Ubuntu: apt-get install chromium-browser; Fedora: dnf install chromium; Alpine: apk add chromium).';

/** The path in CHROMIUM_PATH, else a Chromium on PATH, else null. Throws when CHROMIUM_PATH is not executable. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !isExecutable(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not executable.`);
  return named || firstOnPath('chromium', 'chromium-browser', 'google-chrome');
}

/** With a font: without any, text has no width. Ubuntu calls the package chromium-browser. */
const CHROMIUM = {
  title: 'Chromium',
  find: findChromium,
  packages: {
    'apt-get': ['--no-install-recommends chromium fonts-liberation', 'chromium-browser'],
    dnf: ['chromium liberation-sans-fonts', 'chromium'],
    apk: ['chromium font-liberation', 'chromium ttf-liberation'],
  },
};

export async function provideChromium(options) {
  const program = await provideProgram(CHROMIUM, options);
  if (!program) throw new Error(CHROMIUM_ADVICE);
  return program;
}

export const PYTHON_ADVICE =
  'Python with the requests module not found (Debian, Ubuntu: apt-get install python3-requests; Fedora: dnf install python3-requests; Alpine: apk add py3-requests).';

/** A Python on PATH, or the system's own, for which package managers install modules. */
export const findPython = () => [findOnPath('python3'), '/usr/bin/python3'].find(hasRequests) ?? null;

function hasRequests(program) {
  if (program === null) return false;
  try {
    execFileSync(program, ['-c', 'import requests'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const PYTHON = {
  title: 'Python with requests',
  find: findPython,
  packages: {
    'apt-get': ['--no-install-recommends python3-requests'],
    dnf: ['python3-requests'],
    apk: ['py3-requests'],
  },
};

export const providePython = (options) => provideProgram(PYTHON, options);

export const FAKETIME_ADVICE =
  'faketime not found: tests with a skewed process clock are left out (Debian, Ubuntu: apt-get install faketime; Fedora: dnf install libfaketime; Alpine: apk add libfaketime).';

const LIBRARIES = ['/usr/lib', '/usr/lib64', '/usr/local/lib'];

/** The path of libfaketime, or null. Some systems have a library folder for each architecture. */
export function findFaketime() {
  const folders = LIBRARIES.filter(existsSync).flatMap((folder) => [
    folder,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name)),
  ]);
  return folders.map((folder) => join(folder, 'faketime/libfaketime.so.1')).find(existsSync) ?? null;
}

const FAKETIME = {
  title: 'faketime',
  find: findFaketime,
  packages: { 'apt-get': ['--no-install-recommends faketime'], dnf: ['libfaketime'], apk: ['libfaketime'] },
};

export const provideFaketime = (options) => provideProgram(FAKETIME, options);

/** Where the Debian package installs it. */
const ACTIVEMQ_HOME = '/usr/share/activemq';
const ACTIVEMQ_JAR = `${ACTIVEMQ_HOME}/bin/activemq.jar`;

/** ActiveMQ, the broker inside an HMC. Throws where it is neither installed nor installable. */
export async function provideBroker() {
  const find = () => (existsSync(ACTIVEMQ_JAR) ? findOnPath('java') : null);
  const packages = { 'apt-get': ['--no-install-recommends activemq'] };
  const java = await provideProgram({ title: 'ActiveMQ', find, packages });
  if (java) return { java, jar: ACTIVEMQ_JAR, home: ACTIVEMQ_HOME };
  throw new Error(
    'ActiveMQ not found. The push tests require it (Debian, Ubuntu: apt-get install --no-install-recommends activemq).',
  );
}

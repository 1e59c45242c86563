import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';

const PROGRAMS = ['redis-server', 'valkey-server'];

const INSTALLERS = [
  { manager: 'apt-get', attempts: [['install', '-y', 'redis-server']], refresh: ['update'], asRoot: true },
  {
    manager: 'dnf',
    attempts: [
      ['install', '-y', 'redis'],
      ['install', '-y', 'valkey'],
    ],
    asRoot: true,
  },
  {
    manager: 'apk',
    attempts: [
      ['add', 'redis'],
      ['add', 'valkey'],
    ],
    refresh: ['update'],
    asRoot: true,
  },
  { manager: 'brew', attempts: [['install', 'redis']], asRoot: false },
];

export const REDIS_ADVICE =
  'No Redis found. Give one with REDIS_URL=redis://host:6379, or install redis-server or valkey-server 7 or newer ' +
  '(Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install valkey; Alpine: apk add redis; macOS: brew install redis).';

/** The path of a Redis server on PATH, or null. */
export function findRedisProgram() {
  return PROGRAMS.map(findOnPath).find((path) => path !== null) ?? null;
}

/** Like `findRedisProgram`, but installs one with the system's package manager where that needs no question. */
export async function provideRedisProgram({ signal, announce } = {}) {
  const found = findRedisProgram();
  if (found) return found;
  const installer = INSTALLERS.find(({ manager }) => findOnPath(manager));
  const prefix = installer && (await privilege(installer));
  if (!prefix) return null;
  announce?.(`Installing Redis (${installer.manager})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };
  const run = async (args) => {
    const [command, ...rest] = [...prefix, installer.manager, ...args];
    const { ok } = await runCommand(command, rest, { env, signal, timeoutMs: 180_000 });
    signal?.throwIfAborted();
    return ok;
  };
  for (const attempt of installer.attempts) if (await run(attempt)) return findRedisProgram();
  if (installer.refresh && (await run(installer.refresh))) {
    for (const attempt of installer.attempts) if (await run(attempt)) return findRedisProgram();
  }
  return null;
}

/** What to write before the package manager's name, or null where it would have to ask for a password. */
export async function privilege({ asRoot }) {
  const isRoot = process.getuid?.() === 0;
  // Homebrew refuses to work as root.
  if (!asRoot) return isRoot ? null : [];
  if (isRoot) return [];
  const { ok } = await runCommand('sudo', ['-n', 'true']);
  return ok ? ['sudo', '-n'] : null;
}

/** The path of a program on PATH, or null. */
export function findOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return null;
}

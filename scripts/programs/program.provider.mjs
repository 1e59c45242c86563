import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';

const INSTALL_TIMEOUT_MS = 300_000;

/** Homebrew refuses to run as root, all others require it. */
const MANAGERS = {
  'apt-get': { install: ['install', '-y'], refresh: ['update'], asRoot: true },
  dnf: { install: ['install', '-y'], asRoot: true },
  apk: { install: ['add'], refresh: ['update'], asRoot: true },
  brew: { install: ['install'], asRoot: false },
};

/**
 * A program that the machine may lack.
 * @typedef {object} Wanted
 * @property {string} title
 * @property {() => string | null} find its path, or null
 * @property {Record<string, string[]>} packages by package manager: arguments to try in turn
 */

/**
 * The program's path. A missing program is installed with the system's package manager if that needs no password.
 * @param {Wanted} wanted
 * @param {{signal?: AbortSignal, announce?: (sentence: string) => void}} [options]
 * @returns {Promise<string | null>} null: not found and not installable
 */
export async function provideProgram({ title, find, packages }, { signal, announce } = {}) {
  const found = find();
  if (found) return found;
  const name = Object.keys(packages).find(findOnPath);
  const manager = MANAGERS[name];
  const prefix = manager && (await privilege(manager));
  if (!prefix) return null;
  announce?.(`Installing ${title} (${name})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };
  const run = async (args) => {
    const [command, ...rest] = [...prefix, name, ...args];
    const { ok } = await runCommand(command, rest, { env, signal, timeoutMs: INSTALL_TIMEOUT_MS });
    signal?.throwIfAborted();
    return ok;
  };
  const attempts = packages[name].map((text) => [...manager.install, ...text.split(' ')]);
  for (const attempt of attempts) if (await run(attempt)) return find();
  if (manager.refresh && (await run(manager.refresh))) {
    for (const attempt of attempts) if (await run(attempt)) return find();
  }
  return null;
}

/** What precedes the package manager's name, or null where it would ask for a password. */
async function privilege({ asRoot }) {
  const isRoot = process.getuid?.() === 0;
  if (!asRoot) return isRoot ? null : [];
  if (isRoot) return [];
  const { ok } = await runCommand('sudo', ['-n', 'true']);
  return ok ? ['sudo', '-n'] : null;
}

/** The path of a program on PATH, or null. */
export function findOnPath(name) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return paths.find(isExecutable) ?? null;
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

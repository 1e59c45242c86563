import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';

const INSTALL_WITHIN_MS = 300_000;

/**
 * A program that the machine may lack.
 * @typedef {object} Wanted
 * @property {string} title for people
 * @property {() => string | null} find its path, or null
 * @property {{manager: string, attempts: string[][], refresh?: string[], asRoot: boolean}[]} installers one for each
 *   package manager: arguments to try in turn, and what to do before they are tried again
 */

/**
 * The program's path. Where there is none, it is installed with the system's package manager if that needs no question.
 * @param {Wanted} wanted
 * @param {{signal?: AbortSignal, announce?: (sentence: string) => void}} [options]
 * @returns {Promise<string | null>} null: there is none, and none could be installed
 */
export async function provideProgram({ title, find, installers }, { signal, announce } = {}) {
  const found = find();
  if (found) return found;
  const installer = installers.find(({ manager }) => findOnPath(manager));
  const prefix = installer && (await privilege(installer));
  if (!prefix) return null;
  announce?.(`Installing ${title} (${installer.manager})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };
  const run = async (args) => {
    const [command, ...rest] = [...prefix, installer.manager, ...args];
    const { ok } = await runCommand(command, rest, { env, signal, timeoutMs: INSTALL_WITHIN_MS });
    signal?.throwIfAborted();
    return ok;
  };
  for (const attempt of installer.attempts) if (await run(attempt)) return find();
  if (installer.refresh && (await run(installer.refresh))) {
    for (const attempt of installer.attempts) if (await run(attempt)) return find();
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

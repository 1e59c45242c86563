import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { requireNode } from './node.step.mjs';

const FLAGS = ['--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];

/** Installs the packages of the lock file unless exactly they are there. The lock file itself is never written. */
export async function install(root, { signal, announce } = {}) {
  requireNode();
  if (await isInstalled(root)) return;
  announce?.('Installing packages (npm ci)');
  const { ok, output } = await npm(root, ['ci', ...FLAGS], signal);
  if (!ok) throw new Error(`npm ci failed:\n${output}`);
}

/** Development packages are wanted whatever NODE_ENV says: the build needs them. */
async function npm(root, args, signal) {
  const program = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = program;
  const result = await runCommand(command, [...before, ...args], { cwd: root, signal });
  signal?.throwIfAborted();
  return result;
}

/**
 * Compares what npm left in node_modules with the lock file by content: file times say nothing after a checkout.
 * An interrupted `npm ci` leaves no hidden lock file, so it counts as not installed.
 */
export async function isInstalled(root) {
  try {
    const wanted = await packagesOf(join(root, 'package-lock.json'));
    const present = await packagesOf(join(root, 'node_modules', '.package-lock.json'));
    const missing = Object.entries(wanted).filter(([path, { version, optional }]) =>
      present[path] ? present[path].version !== version : path !== '' && !optional,
    );
    return missing.length === 0 && Object.entries(present).every(([path, { optional }]) => path in wanted || optional);
  } catch {
    return false;
  }
}

async function packagesOf(path) {
  const { packages } = JSON.parse(await readFile(path, 'utf8'));
  return packages;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { requireNode } from './node.step.mjs';

/** Installs the packages of the lock file unless exactly they are there. */
export async function install(root, { signal, announce } = {}) {
  requireNode();
  if (await isInstalled(root)) return;
  announce?.('Installing packages (npm ci)');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = npm;
  // The build needs the development packages whatever NODE_ENV says.
  const args = [...before, 'ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  const { ok, output } = await runCommand(command, args, { cwd: root, signal });
  signal?.throwIfAborted();
  if (!ok) throw new Error(`npm ci failed:\n${output}`);
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
    return missing.length === 0 && Object.keys(present).every((path) => path in wanted);
  } catch {
    return false;
  }
}

async function packagesOf(path) {
  const { packages } = JSON.parse(await readFile(path, 'utf8'));
  return packages;
}

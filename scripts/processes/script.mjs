import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { build } from '../steps/build.step.mjs';
import { install } from '../steps/install.step.mjs';

/** Runs a script of package.json: an error is printed as one message, and the process exits with 1. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    console.error(`\n${error.message}`.trimStart());
    process.exit(1);
  }
}

export async function installAndBuild() {
  await install(ROOT, { announce: console.log });
  await build(ROOT, { announce: console.log });
}

/** Runs Node with these arguments in the terminal; its exit code becomes the one of this process unless it is 0. */
export async function runNode(args, env = {}) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = code ?? 1;
}

/** @param {string[]} args arguments of Jest */
export function runJest(args, env) {
  const jest = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  return runNode([...jest, ...args], env);
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What needs the configuration file and Redis: another program, so that a caller's installation needs neither. */
export const OPERATOR_COMMANDS: readonly string[] = ['doctor', 'backup', 'restore', 'migrate'];

const PROGRAM = fileURLToPath(new URL('../../operator/src/main.js', import.meta.url));
const EXIT_USAGE = 2;

/** Runs a command of apps/operator in a process of its own, on the same terminal; returns its exit code. */
export async function runOperatorProcess(args: readonly string[], program = PROGRAM): Promise<number> {
  if (!existsSync(program)) {
    process.stderr.write(`jobgate ${args[0]} is run where a gateway is installed.\n`);
    return EXIT_USAGE;
  }
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  // An interrupt of the terminal reaches both: the command decides how it ends.
  const stay = () => undefined;
  process.on('SIGINT', stay);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
  return ended.finally(() => process.off('SIGINT', stay));
}

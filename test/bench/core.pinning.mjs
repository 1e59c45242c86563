import { execFileSync, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Where what is measured runs, and where all that is around it does. */
export const TESTED_CORE = 0;
export const OTHER_CORE = 1;

/** Whether processes can be bound to cores here: elsewhere the system places them as it likes. */
export const canPin =
  cpus().length > OTHER_CORE && spawnSync('taskset', ['-c', `${TESTED_CORE},${OTHER_CORE}`, 'true']).status === 0;

/** The command that runs a program on one core; the program itself where that cannot be had. */
export function pinned(core, program, args) {
  return canPin ? ['taskset', ['-c', String(core), program, ...args]] : [program, args];
}

/** Binds this process to a core, with all its threads. */
export function pinSelf(core) {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)], { stdio: 'ignore' });
}

/** Starts a measurement of how busy the cores are; the returned function ends it with one share (0–1) per core. */
export function watchCores() {
  const before = cpus().map(({ times }) => times);
  return () =>
    cpus().map(({ times }, core) => {
      const spent = Object.keys(times).map((kind) => times[kind] - before[core][kind]);
      const idle = times.idle - before[core].idle;
      const total = spent.reduce((sum, part) => sum + part, 0);
      return total === 0 ? 0 : 1 - idle / total;
    });
}

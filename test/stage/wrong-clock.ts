import { existsSync } from 'node:fs';

/** Where Debian's package `libfaketime` puts its library, by architecture. */
const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu', '']
  .map((architecture) => `/usr/lib/${architecture}/faketime/libfaketime.so.1`)
  .map((path) => path.replace('//', '/'));

/**
 * The environment of a process whose wall clock is wrong by so much, as after a machine was resumed, or with a hardware
 * clock in local time. Its steady clock is right, as it is there. Needs libfaketime: https://github.com/wolfcw/libfaketime
 */
export function wrongClock(aheadMs: number): Record<string, string> {
  const library = LIBRARIES.find((path) => existsSync(path));
  if (library === undefined) throw new Error('libfaketime is missing: install the package `faketime`.');
  const seconds = `${aheadMs < 0 ? '-' : '+'}${Math.abs(aheadMs) / 1000}`;
  return { LD_PRELOAD: library, FAKETIME: seconds, FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' };
}

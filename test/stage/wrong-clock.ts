import { FAKETIME_ADVICE, findFaketime } from '../../scripts/programs/programs.mjs';

/**
 * The environment of a process whose wall clock is wrong by so much, as after a machine was resumed, or with a hardware
 * clock in local time. Its steady clock is right, as it is there. Needs libfaketime: https://github.com/wolfcw/libfaketime
 */
export function wrongClock(aheadMs: number): Record<string, string> {
  const library = findFaketime();
  if (library === null) throw new Error(FAKETIME_ADVICE);
  const seconds = `${aheadMs < 0 ? '-' : '+'}${Math.abs(aheadMs) / 1000}`;
  return { LD_PRELOAD: library, FAKETIME: seconds, FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' };
}

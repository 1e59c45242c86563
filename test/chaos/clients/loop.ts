import { setTimeout as pause } from 'node:timers/promises';

/** Does something again and again, with a pause after each time, until the signal. */
export async function repeat(signal: AbortSignal, pauseMs: () => number, act: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await act();
    await rest(pauseMs(), signal);
  }
}

/** Waits, or shorter: until the signal. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}

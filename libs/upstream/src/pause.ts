import { setTimeout } from 'node:timers/promises';

/** Resolves after the given milliseconds; rejects with the signal's reason at once when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

import { setTimeout as pause } from 'node:timers/promises';

const POLL_INTERVAL_MS = 40;

/**
 * Runs the assertion until it no longer throws, and returns its value. Throws its last error when the time is up.
 */
export async function eventually<Value>(assertion: () => Value | Promise<Value>, timeoutMs = 15_000): Promise<Value> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() >= until) throw error;
    }
    await pause(POLL_INTERVAL_MS);
  }
}

/** Runs the assertion again and again for the whole time: for what must not happen. */
export async function always(assertion: () => unknown, forMs: number): Promise<void> {
  const until = Date.now() + forMs;
  while (Date.now() < until) {
    await assertion();
    await pause(POLL_INTERVAL_MS);
  }
}

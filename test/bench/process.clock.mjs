import { setTimeout as pause } from 'node:timers/promises';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time that a process has used so far, all threads together, in microseconds; null where the system has no
 * /proc. Unlike a rate, it hardly depends on what else the machine is doing.
 */
export function processorTime(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'),
    );
    return threads.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1000;
  } catch {
    return null;
  }
}

const WARM_MS = 1_500;
const SAMPLE_EVERY_MS = 100;
const LONGEST_WARM_UP_MS = 4_000;

/**
 * Waits until a process has worked long enough for its code to be compiled: so much processor time, not so much time,
 * which a busy machine may give to others.
 * @param {() => number | null} clock its processor time so far, microseconds
 */
export async function warmUp(clock) {
  const [startedAt, start] = [performance.now(), clock()];
  const spent = () => (start === null ? performance.now() - startedAt : (clock() - start) / 1000);
  while (spent() < WARM_MS && performance.now() - startedAt < LONGEST_WARM_UP_MS) await pause(SAMPLE_EVERY_MS);
}

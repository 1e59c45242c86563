import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const FIRST_JOB_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 200;

/** The URLs in the first line of the simulator, by upstream and `control`. */
export async function simulatorUrls(lines, signal) {
  const [line] = await once(lines, 'line', { signal });
  return JSON.parse(line);
}

/** Waits until the gateway answers at all. */
export function gatewayListens(url, signal) {
  return healthy(`${url}/health/live`, 'answer', signal);
}

/** Waits until the gateway says that it and its workers can answer. */
export function gatewayReady(url, signal) {
  return healthy(`${url}/health/ready`, 'become ready', signal);
}

async function healthy(url, does, signal) {
  const last = await until(READY_WITHIN_MS, signal, async () => {
    const response = await fetch(url, { signal });
    return { done: response.ok, seen: `${response.status} ${await response.text()}` };
  });
  if (!last.done) {
    throw new Error(`The gateway did not ${does} within ${READY_WITHIN_MS / 1000} s. Its last answer: ${last.seen}`);
  }
}

/** Waits for a job in whatever state, for a while; nothing depends on it. */
export async function anyJob(url, key, signal) {
  await firstOf('/jobs?limit=1', url, key, signal);
}

/** The id of a running job, to show; that of a slot that is always there when none is seen in time. */
export async function runningJob(url, key, signal) {
  return (await firstOf('/jobs?state=running&limit=1', url, key, signal)) ?? 'sbc-edge~last';
}

async function firstOf(list, url, key, signal) {
  const headers = { authorization: `Bearer ${key}` };
  const last = await until(FIRST_JOB_WITHIN_MS, signal, async () => {
    const response = await fetch(url + list, { headers, signal });
    const [job] = response.ok ? (await response.json()).jobs : [];
    return { done: job !== undefined, id: job?.id };
  });
  return last.id;
}

async function until(withinMs, signal, look) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const last = await look().catch((error) => ({ done: false, seen: error.cause?.message ?? error.message }));
    if (last.done || Date.now() > deadline) return last;
    await pause(ASK_EVERY_MS, undefined, { signal });
  }
}

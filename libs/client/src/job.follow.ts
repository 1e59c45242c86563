import { unwrap, type GatewayTransport } from './gateway.transport.js';
import { GatewayProblem, GatewayUnreachable } from './gateway.problem.js';
import type { components } from './generated/openapi.js';

type Job = components['schemas']['Job'];

/** One of several jobs as it is now. */
export interface FollowedJob {
  id: string;
  /** null: there is no such job, or not any more. */
  job: Job | null;
}

const MAX_IDS = 200;
const ASK_EVERY_MS = 1_000;

/** Many jobs as they are, then their changes, until all of them have ended. One request asks for two hundred. */
export async function* followJobs(
  exchange: GatewayTransport,
  ids: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<FollowedJob, void, undefined> {
  const open = new Map<string, number>();
  for (const id of new Set(ids)) {
    signal?.throwIfAborted();
    // The read of one job tracks it, unlike that of many.
    const job = await first(exchange, id, signal);
    yield { id, job };
    if (job !== null && !job.terminal) open.set(id, job.revision);
  }
  while (open.size > 0) {
    await exchange.pause(ASK_EVERY_MS, signal);
    for (const { id, status, job } of await fetchChanges(exchange, open, signal)) {
      if (status === 304) continue;
      // A job that was not polled so far is not stored yet.
      if (status === 404 && open.get(id) === 0) {
        const found = await first(exchange, id, signal);
        if (found?.revision === 0) continue;
        yield { id, job: found };
        if (found === null || found.terminal) open.delete(id);
        else open.set(id, found.revision);
        continue;
      }
      yield { id, job: job ?? null };
      if (job === undefined || job.terminal) open.delete(id);
      else open.set(id, job.revision);
    }
  }
}

async function first(exchange: GatewayTransport, id: string, signal?: AbortSignal): Promise<Job | null> {
  const { data, error, response } = await exchange.api.GET('/jobs/{id}', { params: { path: { id } }, signal });
  if (response.status === 404) return null;
  return unwrap({ data: data as Job | undefined, error, response });
}

async function fetchChanges(exchange: GatewayTransport, open: ReadonlyMap<string, number>, signal?: AbortSignal) {
  const entries = [...open];
  const items: components['schemas']['BatchItem'][] = [];
  for (let start = 0; start < entries.length; start += MAX_IDS) {
    const some = entries.slice(start, start + MAX_IDS);
    const body = { ids: some.map(([id]) => id), ifRevision: Object.fromEntries(some) };
    try {
      items.push(...unwrap(await exchange.api.POST('/jobs/batch', { body, signal })).items);
    } catch (error) {
      // Asked again with the next round.
      const isAway = error instanceof GatewayUnreachable || (error instanceof GatewayProblem && error.status >= 500);
      if (!isAway) throw error;
    }
  }
  return items;
}

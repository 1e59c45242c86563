import { CachedJobs } from './cached.jobs.js';
import { repeat } from './loop.js';
import type { RecordingClient } from './recording.client.js';

const LATEST = 40;
const AT_ONCE = 20;

/** Polls jobs, mostly with the `ETag` of what it holds. */
export function readJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const held = new CachedJobs();
  return repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      if (context.jobs.length === 0) return;
      await readOne(client, held, random.pick(context.jobs.slice(-LATEST)), random.whole(1, 4) > 1);
    },
  );
}

/** `isConditional`: with `If-None-Match`, where something is held. */
export async function readOne(
  client: RecordingClient,
  held: CachedJobs,
  subject: string,
  isConditional: boolean,
  gateway?: ReturnType<RecordingClient['context']['gateways']>[number],
): Promise<void> {
  const etag = isConditional ? held.etag(subject) : null;
  const job = held.job(subject);
  const answer = await client.send({
    ...{ operation: 'read', path: `/jobs/${subject}`, subject, gateway },
    ...(etag === null || job === null ? {} : { headers: { 'if-none-match': etag }, held: [job] }),
  });
  if (answer?.status === 200) held.note(answer);
  if (answer?.status === 404) held.forget(subject);
}

/** Asks for many at once, with the revisions that it holds. */
export function readBatches(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const held = new CachedJobs();
  return repeat(
    context.stopping,
    () => everyMs,
    async () => {
      const ids = [...new Set(Array.from({ length: AT_ONCE }, () => random.pick(context.jobs)))].filter(Boolean);
      if (ids.length === 0) return;
      const own = ids.map((id) => held.job(id)).filter((job) => job !== null);
      const ifRevision = Object.fromEntries(own.map(({ id, revision }) => [id, revision]));
      const body = { ids, ifRevision };
      const answer = await client.send({ operation: 'batch', method: 'POST', path: '/jobs/batch', body, held: own });
      if (answer?.status === 200) held.note(answer);
    },
  );
}

/** Lists what has changed last. */
export function listJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const paths = ['/jobs?limit=100', '/jobs?state=active', '/jobs?label=bed:chaos&limit=50'];
  return repeat(
    context.stopping,
    () => everyMs,
    () => client.send({ operation: 'list', path: random.pick(paths) }),
  );
}

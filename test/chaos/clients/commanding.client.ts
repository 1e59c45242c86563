import { formatJobId } from '#libs/jobs';
import { CONNECTIONS } from '../../stage/index.js';
import type { Answer } from '../history/history.event.js';
import { resourceOf } from '../truth/truth.reader.js';
import { repeat, rest } from './loop.js';
import type { RecordingClient, ChaosRequest } from './recording.client.js';
import { LASTING_MS, trackOne } from './tracking.client.js';
import type { ChaosContext } from './chaos.context.js';

const CONNECTION = 'dm-prod';
const AGAIN_AFTER_MS = 400;
const AGAIN_AFTER_AT_MOST_MS = 4_000;
/** Upstreams that can. */
const CANCELABLE = ['hmc-lab', 'dm-prod'] as const;
/** Who waits for so many answers starts nothing more. */
const MOST_OPEN = 5;
/** Says nothing about the command yet. */
const ASK_AGAIN: readonly number[] = [401, 408, 409, 425, 429, 500, 503];

/** Starts jobs, each with a key and resources of its own, and repeats the request at any gateway until it is answered. */
export async function startJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const open = new Set<Promise<void>>();
  let number = 0;
  await repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      if (open.size >= MOST_OPEN) return;
      number += 1;
      const starts = await configurations(client, random.whole(1, 4) === 1 ? 2 : 1);
      const begun = startOne(client, `${client.name.replace(' ', '-')}-${number}`, starts);
      open.add(begun);
      void begun.then(() => open.delete(begun));
    },
  );
  await Promise.all(open);
}

/** Configurations that have never run, and that nobody else starts. */
async function configurations(client: RecordingClient, count: number): Promise<number[]> {
  const { random, context } = client;
  const scripts = Array.from({ length: count }, () => ({
    ...{ queuedMs: 200, durationMs: random.whole(1_000, 5_000), outcome: 'succeeded' as const, neverRun: true },
  }));
  const { ids } = await context.simulator.of('datameer').addWithIds<{ configurationId: number }>(scripts);
  return ids.map(({ configurationId }) => configurationId);
}

/** Whether the request is not to be repeated. Who is told 409 has to read on: a command under way is no refusal. */
export function isAnswered(answer: Pick<Answer, 'status' | 'code'> | null): boolean {
  if (answer === null) return false;
  return answer.status === 409 ? answer.code !== 'request-in-progress' : !ASK_AGAIN.includes(answer.status);
}

async function startOne(client: RecordingClient, idempotencyKey: string, starts: readonly number[]): Promise<void> {
  const { context } = client;
  const request: ChaosRequest = {
    ...{ operation: 'start', method: 'POST', path: `/connections/${CONNECTION}/jobs`, idempotencyKey },
    body: starts.length === 1 ? { configuration: starts[0] } : { configurations: starts },
    resources: starts.map((configuration) => resourceOf(CONNECTION, configuration)),
  };
  for (let nth = 1; !context.ending.aborted; nth += 1) {
    const answer = await client.send(request);
    if (answer !== null && answer.status < 300) context.jobs.push(...answer.shown.map(({ id }) => id));
    if (isAnswered(answer)) return;
    await rest(Math.min(AGAIN_AFTER_MS * nth, AGAIN_AFTER_AT_MOST_MS), context.ending);
  }
}

/** Wants jobs to be canceled: those of others, some of which have ended, and its own, which would not end by themselves. */
export function cancelJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  return repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      const subject = random.whole(1, 2) === 1 ? await ownJob(client) : jobOfOthers(context);
      if (subject === undefined) return;
      const idempotencyKey = random.pick([undefined, `cancel-${subject}`]);
      const request = { method: 'POST', path: `/jobs/${subject}/cancel`, subject, idempotencyKey };
      await client.send({ operation: 'cancel', ...request });
    },
  );
}

const jobOfOthers = ({ jobs }: ChaosContext) => jobs.slice(-10).find((id) => /^(hmc-lab|dm-prod)~/.test(id));

/** A job that only a cancel ends while the run lasts. */
async function ownJob(client: RecordingClient): Promise<string> {
  const { random, context } = client;
  const connection = random.pick(CANCELABLE);
  const key = await context.simulator.of(CONNECTIONS[connection]).add({ durationMs: LASTING_MS, outcome: 'succeeded' });
  await trackOne(client, connection, key);
  return formatJobId({ connection, key });
}

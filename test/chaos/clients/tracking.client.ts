import { formatJobId } from '#libs/jobs';
import type { JobOutcome, JobScript } from '../../../apps/simulator/src/index.js';
import { CONNECTIONS } from '../../stage/index.js';
import { POPULATED, type PopulatedName } from '../job.population.js';
import type { SeededRandom } from '../seeded.random.js';
import { repeat, rest } from './loop.js';
import type { RecordingClient } from './recording.client.js';
import type { RecordedReceiver } from './subscribing.client.js';

const TRIES = 30;
const AGAIN_AFTER_MS = 300;
const SHORTEST_MS = 1_500;
const LONGEST_MS = 15_000;

/** Ends that each upstream can tell apart. */
const ENDS: Readonly<Record<PopulatedName, readonly JobOutcome[]>> = {
  'hmc-lab': ['succeeded', 'failed', 'canceled'],
  'otc-prod': ['succeeded', 'succeeded', 'failed'],
  'dm-prod': ['succeeded', 'warning', 'failed', 'canceled'],
  analyzer: ['succeeded', 'failed', 'canceled'],
};
/** Those that say clearly that they know a job no longer, and how many jobs there are to one that they forget. */
const FORGETFUL: readonly PopulatedName[] = ['hmc-lab', 'dm-prod'];
const ONE_FORGOTTEN_OF = 12;
/** How many jobs there are to one that names a receiver. */
const ONE_TOLD_OF = 3;

/** Where a job stands upstream. */
const PATH_OF: Readonly<Record<PopulatedName, (key: string) => string>> = {
  'hmc-lab': (key) => `/api/jobs/${key}`,
  'otc-prod': (key) => `/v1/cloudimages/job/${key}`,
  'dm-prod': (key) => `/rest/job-execution/job-details/${key}`,
  analyzer: (key) => `/dbapi.do?action=getStatus&dataset=defaultDs&requestId=${key.replace('defaultDs.', '')}`,
};

/** Where most jobs are denied together, that is doubted for an hour: some have to be there all the time. */
const LASTING = 4;
export const LASTING_MS = 3_600_000;

/** Has upstreams begin jobs, and tracks each until that is acknowledged; `told`: who hears of some of them by being named. */
export function trackJobs(
  client: RecordingClient,
  everyMs: number,
  told: RecordedReceiver | null = null,
): Promise<void> {
  const { random, context } = client;
  return repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      const connection = random.pick(POPULATED);
      const upstream = context.simulator.of(CONNECTIONS[connection]);
      const key = await upstream.add(scriptOf(connection, random));
      await trackOne(client, connection, key, random.whole(1, ONE_TOLD_OF) === 1 ? told : null);
    },
  );
}

/** The same with jobs that do not end while the run lasts. */
export async function trackLastingJobs(client: RecordingClient): Promise<void> {
  const script: JobScript = { durationMs: LASTING_MS, outcome: 'succeeded', progress: false, copies: LASTING };
  for (const connection of POPULATED) {
    const keys = await client.context.simulator.of(CONNECTIONS[connection]).addAll([script]);
    for (const key of keys) await trackOne(client, connection, key);
  }
}

/** Asks for it again, elsewhere too, as long as nobody has said that it is done. */
export async function trackOne(
  client: RecordingClient,
  connection: PopulatedName,
  key: string,
  told: RecordedReceiver | null = null,
): Promise<void> {
  const { random, context } = client;
  const subject = formatJobId({ connection, key });
  const url = PATH_OF[connection](key);
  const upstream = context.simulator.urls[CONNECTIONS[connection]];
  const body = {
    ...random.pick([{ id: subject }, { connection, key }, { connection, url }, { connection, url: upstream + url }]),
    labels: { bed: 'chaos' },
    ...(told === null ? {} : { webhook: told.url }),
  };
  const resources = told === null ? [] : [told.name];
  const idempotencyKey = random.pick([undefined, `track-${subject}`]);
  context.jobs.push(subject);
  for (let nth = 0; nth < TRIES && !context.ending.aborted; nth += 1) {
    const request = { method: 'POST', path: '/jobs', body, subject, idempotencyKey, resources };
    const answer = await client.send({ operation: 'track', ...request });
    if (answer?.status === 201) told?.named?.add(subject);
    if (answer !== null && answer.status < 300) return;
    await rest(AGAIN_AFTER_MS, context.ending);
  }
}

function scriptOf(connection: PopulatedName, random: SeededRandom): JobScript {
  const queuedMs = random.whole(0, 800);
  const isForgotten = random.whole(1, ONE_FORGOTTEN_OF) === 1 && FORGETFUL.includes(connection);
  return {
    queuedMs,
    durationMs: random.whole(SHORTEST_MS, LONGEST_MS),
    outcome: isForgotten ? 'vanish' : random.pick(ENDS[connection]),
    progress: random.whole(1, 3) === 1,
    ...(connection === 'analyzer' ? { resources: 2, samples: 2 } : {}),
  };
}

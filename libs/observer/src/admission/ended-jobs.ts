import { DOUBT_LASTS_MS, type JobState } from '#libs/jobs';
import type { ConnectionContext } from '../connection-context.js';

const ENDED: readonly JobState[] = ['succeeded', 'failed', 'canceled'];
/** As many as the watch of presences remembers. */
const MOST_JOBS = 5_000;

/**
 * Has a worker that takes a connection over count the jobs that ended lately among those that the upstream answers well
 * for: nobody polls them any more, and without them a few jobs that vanish would look like most of all jobs.
 */
export async function countEndedJobs({ admission, store, settings, now }: ConnectionContext): Promise<void> {
  const within = { from: now() - DOUBT_LASTS_MS, before: null };
  const page = { isLatestFirst: true, after: null, limit: MOST_JOBS, within };
  const ended = await store.index.byChange([settings.name], ENDED, page);
  for (const { key, at } of ended.toReversed()) if (at !== null) admission.presence.well(key, at);
}

import type { Moment } from '#libs/jobs';
import type { Session } from '#libs/upstream';
import type { Fetched } from '../provider.js';
import type { ImsResponse } from './otc-ims.client.js';
import { missingBesideOthers } from './otc-ims.errors.js';

/** A service that has answered well for another job so lately does not fail over all of them. */
const WELL_LASTS_MS = 60_000;

/** The job that each session was last answered well for. */
const lastWell = new WeakMap<Session, { key: string; at: Moment }>();

/**
 * The outcomes of one round. A query that failed is a missing job only where another job is answered well in the same
 * round, or was a moment ago: until one is, failed queries are held back.
 */
export async function* withMissingJobs(
  session: Session,
  fetched: AsyncIterable<Fetched<ImsResponse>>,
  now: () => Moment,
): AsyncGenerator<Fetched<ImsResponse>> {
  let deferred: Fetched<ImsResponse>[] = [];
  for await (const one of fetched) {
    if ('trouble' in one && missingBesideOthers(one.trouble) !== null) deferred.push(one);
    else {
      if (!('trouble' in one)) lastWell.set(session, { key: one.ref.key, at: now() });
      yield one;
    }
    const failed = deferred;
    deferred = [];
    for (const each of failed) {
      const missing = missingBeside(lastWell.get(session), each, now());
      if (missing === null) deferred.push(each);
      else yield missing;
    }
  }
  yield* deferred;
}

/** What a failed query is beside the last good answer; null where that says nothing of it. */
function missingBeside(
  well: { key: string; at: Moment } | undefined,
  { ref, ...failed }: Fetched<ImsResponse>,
  at: Moment,
): Fetched<ImsResponse> | null {
  if (well === undefined || well.key === ref.key || at - well.at > WELL_LASTS_MS || !('trouble' in failed)) return null;
  const missing = missingBesideOthers(failed.trouble);
  return missing && { ref, trouble: missing, exchange: failed.exchange };
}

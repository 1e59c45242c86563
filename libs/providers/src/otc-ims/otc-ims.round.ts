import type { Moment } from '#libs/jobs';
import type { Session } from '#libs/upstream';
import type { Fetched } from '../provider.js';
import type { ImsAnswer } from './otc-ims.client.js';
import { missingBesideOthers } from './otc-ims.refusal.js';

/** A service that has answered well for another job so lately does not fail over all of them. */
const WELL_LASTS_MS = 60_000;

/** The job that each session was last answered well for. */
const lastWell = new WeakMap<Session, { key: string; at: Moment }>();

/**
 * The outcomes of one round. A query that failed is a missing job only where another job is answered well in the same
 * round, or was a moment ago: so failed queries come last.
 */
export async function* judged(
  session: Session,
  fetched: AsyncIterable<Fetched<ImsAnswer>>,
  now: () => Moment,
): AsyncGenerator<Fetched<ImsAnswer>> {
  const failed: Fetched<ImsAnswer>[] = [];
  for await (const one of fetched) {
    if ('trouble' in one && missingBesideOthers(one.trouble) !== null) {
      failed.push(one);
      continue;
    }
    if (!('trouble' in one)) lastWell.set(session, { key: one.ref.key, at: now() });
    yield one;
  }
  const well = lastWell.get(session);
  const isServing = well !== undefined && now() - well.at <= WELL_LASTS_MS;
  for (const one of failed) {
    const missing = 'trouble' in one && isServing && well.key !== one.ref.key ? missingBesideOthers(one.trouble) : null;
    yield missing === null ? one : { ref: one.ref, trouble: missing, exchange: one.exchange };
  }
}

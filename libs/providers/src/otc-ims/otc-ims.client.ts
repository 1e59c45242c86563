import { trouble, type Moment } from '#libs/jobs';
import { openSession, readJson, type Session, type UpstreamConnection } from '#libs/upstream';
import type { Fetched, UpstreamRef } from '../provider.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { imsLogOn, PROJECT_PLACEHOLDER } from './otc-ims.log-on.js';
import { refusalOf } from './otc-ims.refusal.js';

/** The answer of one job query as parsed JSON, whatever it holds. */
export type ImsAnswer = unknown;

export const openImsSession = (connection: UpstreamConnection, now: () => Moment = Date.now): Session =>
  openSession(connection, imsLogOn(connection, now), now);

/** Asks for one job. The service has no query for several. */
export async function fetchJob(session: Session, ref: UpstreamRef, signal: AbortSignal): Promise<Fetched<ImsAnswer>> {
  if (otcImsDescriptor.parseKey(ref.key) === null) {
    return {
      ref,
      trouble: trouble('malformed', 'invalid-key', 'This is not a key of the image service.'),
      exchange: null,
    };
  }
  const outcome = await session.call(
    {
      method: 'GET',
      target: `/v1/${PROJECT_PLACEHOLDER}/jobs/${encodeURIComponent(ref.key)}`,
      // The service lists the content type as mandatory, without a body too.
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    },
    signal,
  );
  const { exchange } = outcome;
  if ('trouble' in outcome) return { ref, trouble: outcome.trouble, exchange };
  const refusal = refusalOf(outcome.answer);
  if (refusal) return { ref, trouble: refusal, exchange };
  const json = readJson(outcome.answer);
  return 'trouble' in json ? { ref, trouble: json.trouble, exchange } : { ref, raw: json.value, exchange };
}

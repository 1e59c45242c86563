import { trouble, type Moment, type Trouble } from '#libs/jobs';
import { openSession, readJson, type HttpResponse, type Session, type UpstreamConnection } from '#libs/upstream';
import { fetchOne } from '../fetch-one.js';
import type { Fetched, UpstreamRef } from '../provider.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { imsLogOn, PROJECT_PLACEHOLDER } from './otc-ims.log-on.js';
import { refusalOf } from './otc-ims.errors.js';

/** Parsed JSON. */
export type ImsResponse = unknown;

export const openImsSession = (
  connection: UpstreamConnection,
  now: () => Moment = connection.now ?? Date.now,
): Session => openSession(connection, imsLogOn(connection, now), now);

/** The service lists the content type as mandatory, without a body too. */
const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };
const NOT_A_KEY = trouble('malformed', 'invalid-key', 'This is not a key of the image service.');

export function fetchJob(session: Session, ref: UpstreamRef, signal: AbortSignal): Promise<Fetched<ImsResponse>> {
  if (otcImsDescriptor.parseKey(ref.key) === null) {
    return Promise.resolve({ ref, trouble: NOT_A_KEY, exchange: null });
  }
  const target = `/v1/${PROJECT_PLACEHOLDER}/jobs/${encodeURIComponent(ref.key)}`;
  return fetchOne(session, ref, { method: 'GET', target, headers: HEADERS }, signal, readJobResponse);
}

function readJobResponse(response: HttpResponse): { raw: ImsResponse } | { trouble: Trouble } {
  const refusal = refusalOf(response);
  if (refusal) return { trouble: refusal };
  const json = readJson(response);
  return 'trouble' in json ? json : { raw: json.value };
}

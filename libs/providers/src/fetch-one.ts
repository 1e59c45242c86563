import type { Trouble } from '#libs/jobs';
import type { HttpResponse, Session, UpstreamCall } from '#libs/upstream';
import type { Fetched, UpstreamRef } from './provider.js';

/** Polls one job with one call. `read` is not called for the response that is already known. */
export function fetchOne<Raw>(
  session: Session,
  ref: UpstreamRef,
  call: UpstreamCall,
  signal: AbortSignal,
  read: (response: HttpResponse) => Read<Raw> | Promise<Read<Raw>>,
): Promise<Fetched<Raw>> {
  return session.call(call, signal).then((outcome) => {
    const { exchange } = outcome;
    if ('trouble' in outcome) return { ref, trouble: outcome.trouble, exchange };
    if (ref.knownFingerprint !== undefined && ref.knownFingerprint === exchange.fingerprint)
      return { ref, isUnchanged: true, exchange };
    const reported = read(outcome.response);
    return reported instanceof Promise
      ? reported.then((known) => ({ ref, ...known, exchange }))
      : { ref, ...reported, exchange };
  });
}

type Read<Raw> = { raw: Raw } | { trouble: Trouble };

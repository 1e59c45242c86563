import type { Trouble } from '#libs/jobs';
import type { HttpResponse, Session, UpstreamCall } from '#libs/upstream';
import type { Fetched, UpstreamRef } from './provider.js';

/** Polls one job with one call. `read` is not called for the response that is already known. */
export function fetchOne<Raw>(
  session: Session,
  ref: UpstreamRef,
  call: UpstreamCall,
  signal: AbortSignal,
  read: (response: HttpResponse) => { raw: Raw } | { trouble: Trouble },
): Promise<Fetched<Raw>> {
  return session.call(call, signal).then((outcome): Fetched<Raw> => {
    const { exchange } = outcome;
    if ('trouble' in outcome) return { ref, trouble: outcome.trouble, exchange };
    if (ref.knownFingerprint !== undefined && ref.knownFingerprint === exchange.fingerprint)
      return { ref, isUnchanged: true, exchange };
    const reported = read(outcome.response);
    return 'trouble' in reported ? { ref, trouble: reported.trouble, exchange } : { ref, raw: reported.raw, exchange };
  });
}

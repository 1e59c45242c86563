import type { Trouble } from '#libs/jobs';
import type { HttpAnswer, Session, UpstreamCall } from '#libs/upstream';
import type { Fetched, UpstreamRef } from './provider.js';

/** Asks about one job with one call. `read`: what the answer holds; not asked where it is the one that is known. */
export function fetchOne<Raw>(
  session: Session,
  ref: UpstreamRef,
  call: UpstreamCall,
  signal: AbortSignal,
  read: (answer: HttpAnswer) => { raw: Raw } | { trouble: Trouble },
): Promise<Fetched<Raw>> {
  return session.call(call, signal).then((outcome): Fetched<Raw> => {
    const { exchange } = outcome;
    if ('trouble' in outcome) return { ref, trouble: outcome.trouble, exchange };
    if (ref.answer !== undefined && ref.answer === exchange.fingerprint) return { ref, isUnchanged: true, exchange };
    const said = read(outcome.answer);
    return 'trouble' in said ? { ref, trouble: said.trouble, exchange } : { ref, raw: said.raw, exchange };
  });
}

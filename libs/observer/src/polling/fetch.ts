import { trouble, type Trouble } from '#libs/jobs';
import type { Fetched, UpstreamRef } from '#libs/providers';
import type { ConnectionContext } from '../connection-context.js';

const NOT_A_KEY = trouble('malformed', 'not-a-key', 'The key is not one of this connection.');

/** Calls the upstream. Yields one response for each ref, in any order; for a call that is not made, why. */
export async function* fetchResponses(
  { provider, session, admission }: Pick<ConnectionContext, 'provider' | 'session' | 'admission'>,
  wanted: readonly UpstreamRef[],
  signal: AbortSignal,
): AsyncGenerator<Fetched<unknown>> {
  const refs = wanted.filter(({ key }) => provider.descriptor.parseKey(key) !== null);
  if (refs.length < wanted.length) for (const ref of wanted) if (!refs.includes(ref)) yield refused(ref, NOT_A_KEY);
  if (refs.length === 0) return;
  const pass = admission.enter(signal);
  try {
    if (pass.refusal !== null) for (const ref of refs) yield refused(ref, pass.refusal);
    else {
      for await (const fetched of provider.fetch(session, refs, pass.signal)) {
        const isNotMade = 'trouble' in fetched && fetched.trouble.code === 'aborted' && pass.refusal !== null;
        yield isNotMade ? refused(fetched.ref, pass.refusal!) : fetched;
      }
    }
  } finally {
    pass.leave();
  }
}

const refused = (ref: UpstreamRef, reason: Trouble): Fetched<unknown> => ({ ref, trouble: reason, exchange: null });

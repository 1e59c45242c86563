import type { OperationResult, Provider, Started } from '#libs/providers';
import { pause, type Session } from '#libs/upstream';

const LOOK_EVERY_MS = 20;

/** Starts a job and polls for its run until the upstream shows it, with the pending start as a store keeps it. */
export async function startAndFollow(
  provider: Provider,
  session: Session,
  step: unknown,
  signal: AbortSignal,
): Promise<OperationResult<Started>> {
  const result = await provider.start!(session, step, signal);
  if (!('done' in result)) return result;
  const { done, exchange } = result;
  if (!('taken' in done)) return { done, exchange };
  const taken: unknown = JSON.parse(JSON.stringify(done.taken));
  for (;;) {
    const seen = await provider.follow!(session, taken, signal);
    if (!('done' in seen)) return seen;
    if (seen.done !== null) return { done: seen.done, exchange: seen.exchange };
    // Given up meanwhile: the next poll reports it.
    await pause(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

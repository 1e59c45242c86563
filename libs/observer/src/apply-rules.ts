import type { ObservationSource } from '#libs/jobs';
import type { ConnectionContext } from './connection-context.js';
import type { ApplyRules } from './polling/apply.js';
import type { Target } from './polling/commit.js';
import type { Translation } from './polling/translate.js';

/** What a finding is applied by: the settings, how the connection is doing, and whether anybody reads a pointer. */
export async function applyRulesFor(
  { settings, tracking, provider, admission, readers, now }: ConnectionContext,
  { connection, key, known }: Target,
  { at, finding: { trouble } }: Pick<Translation, 'at' | 'finding'>,
  source: ObservationSource,
): Promise<ApplyRules> {
  const doubt = known && trouble ? admission.doubtAbout(trouble, known.record, at) : null;
  const isPointer = known?.record.kind === 'pointer';
  const unreadSince = isPointer ? ((await readers?.unreadSince(known.record, at)) ?? null) : null;
  const kind = provider.descriptor.parseKey(key)?.kind ?? 'run';
  const isConnectionTrusted = admission.isCircuitClosed && doubt === null;
  const job = { connection, key, provider: settings.provider, kind };
  const { retentionMs, lostAfter } = tracking;
  return {
    at,
    now: now(),
    source,
    job,
    retentionMs,
    lostAfter,
    isConnectionTrusted,
    remembersEndedForMs: provider.descriptor.remembersEndedForMs,
    doubt,
    unreadSince,
  };
}

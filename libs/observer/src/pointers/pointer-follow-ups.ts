import { isAddressable, isFrozen, isTerminal, type JobRecord, type Moment } from '#libs/jobs';
import type { Exchange } from '#libs/upstream';
import type { ConnectionContext } from '../connection-context.js';
import type { Finding } from '../polling/apply.js';
import { targetOf, type Target } from '../polling/commit.js';
import type { Translation } from '../polling/translate.js';
import { RawResponseRecorder } from '../raw-response.js';

/** A run of which the poll of a pointer says something. `found` null: it is to be polled itself. */
export interface FollowUp {
  target: Target;
  found: Translation | null;
}

/** The run that a pointer points to now, and the one that it pointed to `before`, and that cannot be seen any more. */
export async function followUpsOf(
  context: ConnectionContext,
  { before, finding: { observation: pointer } }: { before: JobRecord; finding: Finding },
  exchange: Exchange | null,
  at: Moment,
): Promise<FollowUp[]> {
  if (before.kind !== 'pointer' || !pointer) return [];
  const { descriptor } = context.provider;
  const isSeenThrough = (key: string) => descriptor.parseKey(key)?.seenThrough === before.key;
  const followUps: FollowUp[] = [];
  const { target = null } = pointer;
  const replaced = before.targetKey;
  if (replaced !== null && replaced !== target?.key && isSeenThrough(replaced)) {
    const lost = await targetOf(context, { key: replaced });
    if (lost.known) followUps.push({ target: lost, found: { finding: { isSuperseded: true }, at } });
  }
  const isKey = (key: string) => descriptor.parseKey(key) && isAddressable({ connection: before.connection, key });
  if (!target || !isKey(target.key)) return followUps;
  const { key, observation, partial } = target;
  const run = await targetOf(context, { key });
  const known = run.known?.record;
  if (known && known.state === observation.state && isFrozen(known.state)) return followUps;
  // The first sight of an end captures result and times in the same pass: upstreams forget.
  const isPolled = partial && isTerminal(observation.state ?? 'unknown') && !isSeenThrough(key);
  const lastResponse =
    exchange && new RawResponseRecorder(context.settings).record(null, { ...exchange, fingerprint: undefined }, at);
  return [...followUps, { target: run, found: isPolled ? null : { finding: { observation }, at, lastResponse } }];
}

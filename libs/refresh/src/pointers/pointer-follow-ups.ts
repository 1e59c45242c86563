import { isAddressable, isFrozen, isTerminal, type JobRecord, type Moment } from '#libs/jobs';
import type { LastResponse, StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import type { Finding } from '../polling/apply.js';
import { unlessUnreadable } from '../unless-unreadable.js';

/** A run of which the poll of a pointer says something. `found` null: it is to be polled itself. */
export interface FollowUp {
  key: string;
  known: StoredJob | null;
  found: { finding: Finding; at: Moment; lastResponse?: LastResponse | null } | null;
}

/** What the pointer pointed to `before`, and what is written of a run with its response. */
interface PolledPointer {
  before: JobRecord;
  finding: Finding;
  at: Moment;
  lastResponse: LastResponse | null;
}

/** The run that a pointer points to now, and the one that it pointed to before, and that cannot be seen any more. */
export async function followUpsOf(
  { provider: { descriptor }, settings, store }: ConnectionContext,
  { before, finding, at, lastResponse }: PolledPointer,
): Promise<FollowUp[]> {
  const addressOf = (key: string) => ({ connection: settings.name, key });
  const read = (key: string) => unlessUnreadable(store.jobs.read(addressOf(key)));
  const isSeenThrough = (key: string) => descriptor.parseKey(key)?.seenThrough === before.key;
  const target = finding.observation?.target ?? null;
  const followUps: FollowUp[] = [];
  const replaced = before.targetKey;
  if (finding.observation && replaced !== null && replaced !== target?.key && isSeenThrough(replaced)) {
    const known = await read(replaced);
    if (known) followUps.push({ key: replaced, known, found: { finding: { isSuperseded: true }, at } });
  }
  if (!target || descriptor.parseKey(target.key) === null || !isAddressable(addressOf(target.key))) return followUps;
  const { key, observation, partial } = target;
  const known = await read(key);
  if (known && known.record.state === observation.state && isFrozen(known.record.state)) return followUps;
  // The first sight of an end captures result and times in the same pass: upstreams forget.
  const isPolled = partial && isTerminal(observation.state ?? 'unknown') && !isSeenThrough(key);
  return [...followUps, { key, known, found: isPolled ? null : { finding: { observation }, at, lastResponse } }];
}

import { isFrozen, type JobRecord, type Moment, type Revised, type Trouble } from '#libs/jobs';
import type { ObserveOutcome } from '#libs/requests';
import type { StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import { unlessUnreadable } from '../unless-unreadable.js';

/** What one question to the upstream brought: about the job `key`, and for pointers the run that it points to. */
export interface PollResult {
  key: string;
  at: Moment;
  outcome: ObserveOutcome;
  trouble: Trouble | null;
  targetKey: string | null;
}

/** null: given up before there was an outcome, or the record became unreadable meanwhile. */
export interface PolledJob {
  key: string;
  outcome: Promise<ObserveOutcome | null>;
}

/** The write of one job. `change` null: none. `stored`: the record now; null: not tracked. */
interface Written {
  change: { before: JobRecord; found: Revised; isLatest: boolean } | null;
  stored: StoredJob | null;
  isConflict?: boolean;
}

/** How long "there is no such job" is remembered for jobs that are not tracked. */
const ABSENCE_MEMORY_MS = 5_000;

type Publishing = Pick<ConnectionContext, 'settings' | 'store' | 'push' | 'planning' | 'logger'>;

/** Has durations and push coverage learn, reports trouble, and says what came of the poll. null: nothing so far. */
export async function publish(
  context: Publishing,
  key: string,
  { at, finding: { trouble, isSuperseded } }: { at: Moment; finding: { trouble?: Trouble; isSuperseded?: boolean } },
  written: Written,
): Promise<ObserveOutcome | null> {
  if (written.isConflict) return null;
  const connection = context.settings.name;
  if (trouble && trouble.code !== 'circuit-open') {
    const { kind, code, upstreamStatus: status } = trouble;
    context.logger.warn({ connection, key, kind, code, status }, 'poll failed');
  }
  if (written.stored === null && (isSuperseded || trouble?.kind === 'not-found')) {
    await context.store.jobs.cacheAbsence({ connection, key }, ABSENCE_MEMORY_MS);
    return { result: 'not-found' };
  }
  if (trouble) return { result: 'trouble', kind: trouble.kind, code: trouble.code, retryAfterMs: trouble.retryAfterMs };
  if (!isSuperseded && written.change?.isLatest) learn(context, written.change, at);
  return { result: 'observed' };
}

function learn({ push, planning }: Publishing, { before, found }: NonNullable<Written['change']>, at: Moment): void {
  const { record: after, transition } = found;
  const hasEnded = transition !== null && isFrozen(after.state) && !isFrozen(transition.from);
  if (hasEnded) push?.ended(after.key, before, at);
  planning?.polled({ before, after, transition, at });
}

/** The outcome for one subject. A rejection without a waiter does not end the process. */
export function polledJob({ key }: { key: string }, asked: Promise<ObserveOutcome | null>): PolledJob {
  const outcome = unlessUnreadable(asked);
  outcome.catch(() => undefined);
  return { key, outcome };
}

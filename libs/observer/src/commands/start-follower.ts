import type { Moment } from '#libs/jobs';
import type { Started } from '#libs/providers';
import { pause } from '#libs/upstream';
import type { ConnectionContext } from '../connection-context.js';
import { withAdmission } from './upstream-operation.js';

/** The entry of the deduplication store for a start that the upstream accepted without naming the run. */
export interface FollowedStart {
  /** What the provider finds the run by. */
  taken: unknown;
  at: Moment;
}

/** Between two polls: clients of Datameer wait a second; the first poll may come sooner. */
const FIRST_POLL_MS = 200;
const NEXT_POLL_MS = 1_000;
/** A start that made no run visible for so long will not be waited for. */
const SHOWN_WITHIN_MS = 60_000;
/** A worker that takes over late polls for as long. */
const LOOKED_FOR_MS = 10_000;
/** A run found there after so long is as likely that of another start. */
const NOT_AFTER_MS = 15 * 60_000;

/**
 * Looks for the run of a start that the upstream took. Only reads, so that any number of carers may do so one after
 * another. `not-seen`: it did not show in time. null: this process has to stop, and another one goes on.
 */
export async function followStart(
  context: ConnectionContext,
  { taken, at }: FollowedStart,
  signal: AbortSignal,
): Promise<Started | 'not-seen' | null> {
  const { provider, session, now } = context;
  const { follow } = provider;
  if (!follow) return 'not-seen';
  const until = Math.max(at + SHOWN_WITHIN_MS, now() + LOOKED_FOR_MS);
  for (let waitMs = FIRST_POLL_MS; ; waitMs = NEXT_POLL_MS) {
    await pause(waitMs, signal).catch(() => undefined);
    if (signal.aborted) return null;
    const polledAt = now();
    if (polledAt > at + NOT_AFTER_MS) return 'not-seen';
    const acted = await withAdmission(context, () => follow.call(provider, session, taken, signal));
    if ('done' in acted && acted.done !== null) return acted.done;
    // Trouble says nothing of the run; nor does a refusal to show it.
    if ('done' in acted && polledAt > until) return 'not-seen';
  }
}

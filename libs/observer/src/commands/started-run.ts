import {
  applyDescription,
  applyObservation,
  newRecord,
  type JobRecord,
  type Moment,
  type NewJob,
  type Revised,
} from '#libs/jobs';
import type { Started } from '#libs/providers';
import type { ConnectionContext } from '../connection-context.js';
import { applyTime } from '../polling/apply.js';
import { plan } from '../polling/plan.js';

/** Tracks a run that this gateway has just started, with what the response said of it. */
export async function trackStartedRun(
  context: ConnectionContext,
  { key, kind, observation }: Started,
  labels: Record<string, string>,
  at: Moment,
): Promise<void> {
  const { settings, store, tracking } = context;
  const address = { connection: settings.name, key };
  await store.jobs.acknowledge(address, (current) => {
    const job = { ...address, provider: settings.provider, kind, trackedAt: at, labels };
    const described = current ? applyDescription(current.record, { labels }, at) : recordOfStart(job);
    if (observation === null) return described.hasChanged ? { revised: described } : null;
    const rules = { at, source: 'start' as const, retentionMs: tracking.retentionMs, unreadSince: null };
    const { resultText, ...seen } = applyObservation(described.record, observation, rules);
    const revised = current && described.hasChanged ? asOneChange(current.record, seen) : seen;
    return { ...plan(context, { revised: applyTime(revised, rules), finding: {} }, rules), resultText };
  });
}

function recordOfStart(job: NewJob): Revised {
  const record = newRecord(job);
  const observation = { ...record.observation, source: 'start' as const };
  return { record: { ...record, observation }, hasChanged: true, transition: null };
}

/** What two changes made of a record, as the single new revision that they are. */
function asOneChange(before: JobRecord, { record, transition }: Revised): Revised {
  const revision = before.revision + 1;
  return { hasChanged: true, record: { ...record, revision }, transition: transition && { ...transition, revision } };
}

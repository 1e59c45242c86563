import { newRecord, type JobRecord } from '#libs/jobs';

/** 2026-11-21T08:00:00.000Z */
export const EIGHT = Date.UTC(2026, 10, 21, 8);

type Changes = Omit<Partial<JobRecord>, 'observation'> & { observation?: Partial<JobRecord['observation']> };

/** A run of Datameer that was tracked at eight and has not been looked at, changed as told. */
export function recordOf({ observation, ...changes }: Changes = {}): JobRecord {
  const { connection = 'dm-prod', key = '9', kind = 'run' } = changes;
  const record = newRecord({ connection, key, kind, provider: 'datameer', trackedAt: EIGHT });
  return { ...record, ...changes, observation: { ...record.observation, ...observation } };
}

/** The same, freshly seen running at eight and looked at again ten seconds later. */
export function runningRecord(changes: Changes = {}): JobRecord {
  return recordOf({
    state: 'running',
    severity: 'ok',
    startedAt: EIGHT - 60_000,
    revision: 2,
    ...changes,
    observation: {
      status: 'fresh',
      observedAt: EIGHT,
      attemptedAt: EIGHT,
      nextCheckAt: EIGHT + 10_000,
      source: 'poll',
      ...changes.observation,
    },
  });
}

/** The same, ended well at eight and kept for a day. */
export function endedRecord(changes: Changes = {}): JobRecord {
  return runningRecord({
    state: 'succeeded',
    endedAt: EIGHT,
    expiresAt: EIGHT + 24 * 3_600_000,
    revision: 3,
    ...changes,
    observation: { nextCheckAt: null, ...changes.observation },
  });
}

let lastKey = 1000;

/** A key that nobody has got before. */
export const freshKey = (): string => String((lastKey += 1));

/** A record of a fresh key whose times lie around now, so that nothing of it is overdue. */
export function seenNow(make: typeof runningRecord, changes: Changes = {}): JobRecord {
  const now = Date.now();
  const hasEnded = make === endedRecord;
  const key = changes.key ?? freshKey();
  return make({
    id: `dm-prod~${key}`,
    key,
    changedAt: now,
    trackedAt: now,
    expiresAt: hasEnded ? now + 24 * 3_600_000 : null,
    ...changes,
    observation: {
      observedAt: now,
      attemptedAt: now,
      nextCheckAt: hasEnded ? null : now + 60_000,
      ...changes.observation,
    },
  });
}

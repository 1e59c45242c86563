import { isFrozen, JOB_STATES, type JobRecord, type Moment } from '#libs/jobs';
import { scoreOf } from '../jobs/index-order.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** Where a job has to stand in one of the sorted sets that are derived from records. */
export interface IndexEntry {
  /** The sorted set. */
  name: string;
  /** null: it must not stand there. */
  score: string | null;
  /** Every score up to this one is right as well; null: no other is. */
  latest: Moment | null;
}

/** Longer than any lease on a job, and than processes need to agree. */
const LEASE_MS = 15_000;

/** The sorted sets of a connection that are derived from the records of its jobs. */
export function derivedSets(keys: StoreKeys, connection: string): string[] {
  const byState = JOB_STATES.map((state) => keys.byState(connection, state));
  return [keys.byChange, keys.byStart, keys.expiry, keys.schedule].map((name) => name(connection)).concat(byState);
}

/** Where a job stands by its record. */
export function indexEntriesOf(keys: StoreKeys, record: JobRecord, now: Moment): IndexEntry[] {
  const { connection, changedAt, startedAt, expiresAt } = record;
  const exactly = (name: string, score: string | null): IndexEntry => ({ name, score, latest: null });
  const dueAt = checkOf(record);
  return [
    exactly(keys.byChange(connection), String(changedAt)),
    exactly(keys.byStart(connection), scoreOf(startedAt)),
    exactly(keys.expiry(connection), expiresAt === null ? null : String(expiresAt)),
    // Checks are brought forward without a word in the record, and put off for as long as a worker has the job in hand.
    {
      name: keys.schedule(connection),
      score: dueAt === null ? null : String(dueAt),
      latest: dueAt === null ? null : Math.max(dueAt, now + LEASE_MS),
    },
    ...JOB_STATES.map((state) =>
      exactly(keys.byState(connection, state), state === record.state ? String(changedAt) : null),
    ),
  ];
}

/** When a job is to be looked at next; null: never again. One that has not ended, and has no time for it, is due. */
function checkOf({ kind, state, stateReason, observation, trackedAt }: JobRecord): Moment | null {
  const isOver = (kind === 'run' && isFrozen(state)) || stateReason === 'superseded';
  return observation.nextCheckAt ?? (isOver ? null : trackedAt);
}

/** Whether a job stands there with the right score (null: not at all). */
export function isCorrect({ score, latest }: IndexEntry, found: string | null): boolean {
  if (score === null || found === null) return score === found;
  return latest === null ? found === score || Number(found) === Number(score) : !(Number(found) > latest);
}

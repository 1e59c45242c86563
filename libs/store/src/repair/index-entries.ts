import { isFrozen, JOB_STATES, type JobRecord, type Moment } from '#libs/jobs';
import { scoreOf } from '../jobs/index-order.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** The expected entry of a job in a derived sorted set. */
export interface IndexEntry {
  /** The sorted set. */
  name: string;
  /** null: no entry. */
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

/** The entries that follow from a record. */
export function indexEntriesOf(keys: StoreKeys, record: JobRecord, now: Moment): IndexEntry[] {
  const { connection, changedAt, startedAt, expiresAt } = record;
  const exactly = (name: string, score: string | null): IndexEntry => ({ name, score, latest: null });
  const dueAt = checkOf(record);
  return [
    exactly(keys.byChange(connection), String(changedAt)),
    exactly(keys.byStart(connection), scoreOf(startedAt)),
    exactly(keys.expiry(connection), expiresAt === null ? null : String(expiresAt)),
    // Checks may be earlier than in the record, and later while a worker holds a lease.
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

/** null: never. An unfinished job without a time is due. */
function checkOf({ kind, state, stateReason, observation, trackedAt }: JobRecord): Moment | null {
  const isOver = (kind === 'run' && isFrozen(state)) || stateReason === 'superseded';
  return observation.nextCheckAt ?? (isOver ? null : trackedAt);
}

/** Whether the score is the expected one (null: no entry). */
export function isCorrect({ score, latest }: IndexEntry, found: string | null): boolean {
  if (score === null || found === null) return score === found;
  return latest === null ? found === score || Number(found) === Number(score) : !(Number(found) > latest);
}

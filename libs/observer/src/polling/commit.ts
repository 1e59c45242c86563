import type { JobAddress, Moment } from '#libs/jobs';
import type { Commit, Store, StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';

/** The job to write. `known`: what is stored of it; null: not tracked. */
export interface Target extends JobAddress {
  known: StoredJob | null;
  /** When the poll began: a later result is kept, whatever the response says. */
  began?: Moment;
}

/** The job to write, as it is stored where that is not known. */
export async function targetOf(
  { store, settings }: Pick<ConnectionContext, 'store' | 'settings'>,
  { key, known, began }: { key: string; known?: StoredJob | null; began?: Moment },
): Promise<Target> {
  const address = { connection: settings.name, key };
  return { ...address, known: known === undefined ? await store.jobs.read(address) : known, began };
}

/** What becomes of a record, and what is written with it. `isLatest`: nothing later is known than the response. */
export interface Change extends Omit<Commit, 'base'> {
  isLatest: boolean;
  finding: { isUnchanged?: boolean };
}

/** `change` null: nothing was written. `stored`: the record now; null: not tracked. */
export interface Committed<Of extends Change> {
  change: Of | null;
  stored: StoredJob | null;
  /** The response is the one that is known, and the record is another one by now: the response has to be read. */
  isConflict?: boolean;
}

/** Writes what `revise` makes of the record, again whenever somebody wrote in between. `revise`: pure; null: nothing. */
export async function commit<Of extends Change>(
  { jobs }: Pick<Store, 'jobs'>,
  target: Target,
  at: Moment,
  revise: (current: StoredJob | null) => Of | null,
): Promise<Committed<Of>> {
  const first = revise(target.known);
  if (first?.finding.isUnchanged) return confirm(jobs, target, at, first);
  let change: Of | null = null;
  const reviseLatest = (current: StoredJob | null): Of | null => {
    // Untracked while it was being polled: its tracker wants no more of it.
    const isUntracked = current === null && target.known !== null;
    const isLate = isUntracked || isOvertaken(current, target.began, at);
    change = isLate ? null : current === target.known ? first : revise(current);
    return change && { ...change, reader: change.isLatest ? change.reader : undefined };
  };
  const { stored, written } = await jobs.update(target, reviseLatest, target.known);
  return { change: written ? change : null, stored };
}

/** Writes that a job was found as its record says: only the times of the polls differ. */
async function confirm<Of extends Change>(
  jobs: Store['jobs'],
  { known, began }: Target,
  at: Moment,
  change: Of,
): Promise<Committed<Of>> {
  if (known === null || change.revised.hasChanged) return { change: null, stored: known, isConflict: true };
  const { check, observation } = change.revised.record;
  const outcome = await jobs.confirm(known, { ...observation, check });
  if (outcome.committed) return { change, stored: known };
  const { current } = outcome;
  return { change: null, stored: current, isConflict: current !== null && !isOvertaken(current, began, at) };
}

/**
 * Whether somebody polled later and learned something meanwhile: another worker, when this process stood still for longer
 * than its lease. What was learned at `at` itself was learned by this poll.
 */
function isOvertaken(current: StoredJob | null, began: Moment | undefined, at: Moment): boolean {
  const attemptedAt = current?.record.observation.attemptedAt ?? null;
  return began !== undefined && attemptedAt !== null && attemptedAt > began && attemptedAt !== at;
}

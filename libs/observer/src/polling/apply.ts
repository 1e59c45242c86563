import {
  applyDeadline,
  applyObservation,
  applyInactivity,
  applySuperseded,
  applyTrouble,
  confirmObservation,
  isPastDeadline,
  newRecord,
  withoutFutureTimes,
  type JobRecord,
  type Moment,
  type NewJob,
  type Observation,
  type Revised,
  type Trouble,
  type TroubleContext,
} from '#libs/jobs';

/** What a poll says of one job, by one of these. */
export interface Finding {
  observation?: Observation;
  trouble?: Trouble;
  /** What its record says already. */
  isUnchanged?: boolean;
  /** Another run took its place, so that its end will never be seen. */
  isSuperseded?: boolean;
}

export interface ApplyRules extends TroubleContext {
  /** The time of the writer; `at` is that of the response. */
  now: Moment;
  /** The job, where it is not tracked yet. */
  job: Omit<NewJob, 'trackedAt'>;
  /** Why the trouble proves nothing of this job; null: it does. */
  doubt: Trouble | null;
  /** Since when a pointer has had no reader; null: unknown, or it is a run. */
  unreadSince: Moment | null;
}

/** What a finding made of a record (`found`), and what the time made of that as well (`revised`). */
export interface Applied {
  finding: Finding;
  before: JobRecord;
  found: Revised;
  revised: Revised;
  /** Nothing later is known: an older response than what is known changes nothing. */
  isLatest: boolean;
  /** The JSON text of a result that the store does not hold yet. */
  resultText?: string | null;
}

/** Applies a finding to a record; null: the job is not tracked, and this is no reason to. Pure. */
export function apply(current: JobRecord | null, finding: Finding, rules: ApplyRules): Applied | null {
  if (current === null && !finding.observation) return null;
  const { at, now, job } = rules;
  const before = current ? withoutFutureTimes(current, now, at) : newRecord({ ...job, trackedAt: at });
  const { resultText, ...found } = applyFinding(before, finding, rules);
  const revised = applyTime(found, rules);
  const isLatest = found.record.observation.observedAt === at;
  return { finding, before, found, revised, isLatest, resultText };
}

function applyFinding(
  record: JobRecord,
  { observation, trouble, isSuperseded }: Finding,
  rules: ApplyRules,
): Revised & { resultText?: string | null } {
  if (observation) return applyObservation(record, observation, rules);
  if (trouble) return applyTrouble(record, rules.doubt ?? trouble, rules);
  if (isSuperseded) return applySuperseded(record, rules);
  const seen = { ...record.observation, ...confirmObservation(record, rules.at, rules.source) };
  return { record: { ...record, observation: seen }, hasChanged: false, transition: null };
}

type TimeRules = Pick<ApplyRules, 'at' | 'source' | 'retentionMs' | 'unreadSince'>;

/** Applies the time to a change: its deadline may have passed, and a pointer may have had no reader for long. */
export function applyTime(revised: Revised, rules: TimeRules): Revised {
  return applyInactivity(afterDeadline(revised, rules), rules.unreadSince, rules);
}

/** What was found, and that the deadline has passed, are one change. */
function afterDeadline(revised: Revised, rules: TimeRules): Revised {
  if (!isPastDeadline(revised.record, rules.at)) return revised;
  const late = applyDeadline(revised.record, rules);
  if (!revised.hasChanged || !late.transition) return late;
  const { revision } = revised.record;
  const { from, notBefore } = revised.transition ?? late.transition;
  const transition = { ...late.transition, from, notBefore, revision };
  return { hasChanged: true, record: { ...late.record, revision }, transition };
}

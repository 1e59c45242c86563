import type { Cancellation, JobRecord } from './job-record.js';
import { isFrozen, isTerminal, severityOf, type JobState, type Severity } from './job-state.js';
import type { Anomaly, Moment, Observation, Progress } from './observation.js';
import { mergeFacts, onlyMissing } from './merge-facts.js';
import { revise, unchanged, type Revised, type RevisionContext } from './revise.js';

const MAX_ANOMALIES = 20;

/** `at`: when the response arrived. */
export type ApplyContext = RevisionContext;

export interface AppliedObservation extends Revised {
  /** The JSON text of a result that the store does not hold yet. */
  resultText: string | null;
}

/**
 * Applies one usable response to a record. Terminal states are immutable; an older response changes
 * nothing; an unmapped status keeps the last state.
 */
export function applyObservation(
  previous: JobRecord,
  observation: Observation,
  context: ApplyContext,
): AppliedObservation {
  if (isOlder(previous, context.at)) return { ...unchanged(previous), resultText: null };
  if (isFrozen(previous.state) && previous.kind === 'run') return confirmEnd(previous, observation, context);
  if (observation.state === null) return keepLastState(previous, observation, context);
  if (previous.stateReason === 'deadline' && !isFrozen(observation.state)) {
    return stayLost(previous, observation, context);
  }

  const base = isNewTarget(previous, observation) ? withoutTargetFacts(previous) : previous;
  const merged = mergeFacts(base, observation);
  const next: JobRecord = {
    ...merged.record,
    state: observation.state,
    stateReason: null,
    severity: severityAfter(observation, merged.record),
    progress: progressAfter(observation, merged.record.progress),
    targetKey: targetKeyAfter(previous, observation),
    cancellation: cancellationAfter(base.cancellation, observation.state),
    absence: null,
    rule: observation.rule,
    observation: freshFacts(previous, observation, context),
  };
  return { ...revise(previous, next, context), resultText: merged.resultText };
}

function isOlder(previous: JobRecord, at: Moment): boolean {
  return previous.observation.observedAt !== null && previous.observation.observedAt > at;
}

/** A frozen end: the same end may still fill in what was not known; another one is recorded, not applied. */
function confirmEnd(previous: JobRecord, observation: Observation, context: ApplyContext): AppliedObservation {
  const isConfirmed = observation.state === previous.state;
  const merged = isConfirmed
    ? mergeFacts(previous, onlyMissing(previous, observation))
    : { record: previous, resultText: null };
  const contradiction: Anomaly[] = isConfirmed
    ? []
    : [{ code: 'contradicts-end', value: observation.upstreamState ?? observation.state ?? 'unknown' }];
  const next: JobRecord = {
    ...merged.record,
    severity: isConfirmed ? worse(previous.severity, severityAfter(observation, merged.record)) : previous.severity,
    observation: {
      ...previous.observation,
      observedAt: context.at,
      attemptedAt: lastTry(previous, context.at),
      status: 'fresh',
      failures: 0,
      error: null,
      anomalies: distinct([...previous.observation.anomalies, ...(observation.anomalies ?? []), ...contradiction]),
    },
  };
  return { ...revise(previous, next, context), resultText: merged.resultText };
}

/** Past its deadline only an end moves a job; that it still runs is seen, and changes nothing. */
function stayLost(previous: JobRecord, observation: Observation, context: ApplyContext): AppliedObservation {
  const merged = mergeFacts(previous, observation);
  const next = { ...merged.record, absence: null, observation: freshFacts(previous, observation, context) };
  return { ...revise(previous, next, context), resultText: merged.resultText };
}

/** The answer's word is unknown: its other facts hold, its state does not, and the state shown is not confirmed. */
function keepLastState(previous: JobRecord, observation: Observation, context: ApplyContext): AppliedObservation {
  const merged = mergeFacts(atTarget(previous, observation), observation);
  const next: JobRecord = {
    ...merged.record,
    upstream: { ...merged.record.upstream, state: observation.upstreamState },
    absence: null,
    observation: {
      ...previous.observation,
      attemptedAt: lastTry(previous, context.at),
      status: 'stale',
      failures: previous.observation.failures + 1,
      source: context.source,
      error: {
        kind: 'malformed',
        code: 'unmapped-state',
        message: 'The upstream used a word for the state that no mapping knows.',
      },
      anomalies: distinct(observation.anomalies ?? []),
    },
  };
  return { ...revise(previous, next, context), resultText: merged.resultText };
}

function freshFacts(previous: JobRecord, observation: Observation, { at, source }: ApplyContext) {
  return {
    status: 'fresh' as const,
    observedAt: at,
    attemptedAt: lastTry(previous, at),
    nextCheckAt: previous.observation.nextCheckAt,
    failures: 0,
    source,
    error: null,
    anomalies: distinct(observation.anomalies ?? []),
  };
}

/** The pointer before anything is known of its present run. */
function atTarget(previous: JobRecord, observation: Observation): JobRecord {
  if (!isNewTarget(previous, observation)) return previous;
  const targetKey = targetKeyAfter(previous, observation);
  return { ...withoutTargetFacts(previous), targetKey, state: 'unknown', severity: severityOf('unknown') };
}

/** Answers may arrive in another order than they are written down in. */
const lastTry = (previous: JobRecord, at: Moment): Moment => Math.max(at, previous.observation.attemptedAt ?? at);

function targetKeyAfter({ kind, targetKey }: JobRecord, { target }: Observation): string | null {
  return kind === 'run' || target === undefined ? targetKey : (target?.key ?? null);
}

function isNewTarget(previous: JobRecord, observation: Observation): boolean {
  return targetKeyAfter(previous, observation) !== previous.targetKey;
}

function withoutTargetFacts(record: JobRecord): JobRecord {
  return {
    ...record,
    operation: null,
    progress: null,
    warnings: [],
    error: null,
    result: null,
    children: [],
    createdAt: null,
    startedAt: null,
    endedAt: null,
    cancellation: { status: 'none', requestedAt: null, reason: null },
  };
}

/** An end has nothing ahead of it; a good end that says nothing of progress leaves no outdated figure behind. */
function progressAfter(observation: Observation, progress: Progress | null): Progress | null {
  if (progress === null || !isTerminal(observation.state ?? 'unknown')) return progress;
  if (observation.state === 'succeeded' && observation.progress === undefined) return null;
  return progress.estimatedEndAt === null ? progress : { ...progress, estimatedEndAt: null };
}

function severityAfter(observation: Observation, record: JobRecord): Severity {
  const own = severityOf(observation.state ?? 'unknown');
  if (own === 'error' || own === 'unknown') return own;
  if (observation.severity) return observation.severity;
  return isTerminal(observation.state ?? 'unknown') && record.warnings.length > 0 ? 'warning' : own;
}

const SEVERITY_RANK: Record<Severity, number> = { unknown: 0, ok: 1, warning: 2, error: 3 };
/** An answer that leaves complaints out does not take them back. */
const worse = (one: Severity, other: Severity): Severity => (SEVERITY_RANK[one] > SEVERITY_RANK[other] ? one : other);

/** The outcome of an earlier cancel request by an observed state. */
function cancellationAfter(cancelRequest: Cancellation, state: JobState): Cancellation {
  if (cancelRequest.status !== 'requested' && cancelRequest.status !== 'acknowledged') return cancelRequest;
  if (state === 'canceling' || state === 'canceled') return { ...cancelRequest, status: 'acknowledged', reason: null };
  if (state === 'succeeded' || state === 'failed') {
    return { ...cancelRequest, status: 'ineffective', reason: 'The job had ended before the cancel took effect.' };
  }
  return cancelRequest;
}

function distinct(anomalies: Anomaly[]): Anomaly[] {
  const seen = new Map(anomalies.map((anomaly) => [`${anomaly.code} ${anomaly.value ?? ''}`, anomaly]));
  return [...seen.values()].slice(-MAX_ANOMALIES);
}

import type { CancellationStatus, JobOutline, ObservationStatus } from './job-record.js';
import { isTerminal, JOB_STATES, type JobKind, type JobState, type Severity } from './job-state.js';

/** The filter of a list. Several values of one member are alternatives; the members all have to hold. */
export interface JobFilter {
  providers: string[] | null;
  kinds: JobKind[] | null;
  states: JobState[] | null;
  /** Jobs that want a person's attention: lost, with unmapped words, canceled in vain, or not freshly known. */
  attention: boolean;
  severities: Severity[] | null;
  observations: ObservationStatus[] | null;
  operations: string[] | null;
  labels: { label: string; value: string }[];
  /** A part of id, name or operation, in any case. */
  text: string | null;
  updatedSince: number | null;
  startedAfter: number | null;
  startedBefore: number | null;
}

/** All jobs fit. */
export const NO_JOB_FILTER: JobFilter = {
  providers: null,
  kinds: null,
  states: null,
  attention: false,
  severities: null,
  observations: null,
  operations: null,
  labels: [],
  text: null,
  updatedSince: null,
  startedAfter: null,
  startedBefore: null,
};

const STATE_GROUPS: Record<string, JobState[]> = {
  active: JOB_STATES.filter((state) => !isTerminal(state) && state !== 'idle'),
  terminal: JOB_STATES.filter(isTerminal),
};

/** The words by which a filter names states: each state, groups of them, and `attention`. */
export const STATE_FILTER_VALUES: readonly string[] = [...JOB_STATES, ...Object.keys(STATE_GROUPS), 'attention'];

/** The states of such words; null: any state. */
export function statesOfFilter(values: readonly string[] | null): Pick<JobFilter, 'states' | 'attention'> {
  const ofValue = (value: string) => STATE_GROUPS[value] ?? (value === 'attention' ? [] : [value as JobState]);
  return { states: values && values.flatMap(ofValue), attention: values?.includes('attention') ?? false };
}

export function matches(record: JobOutline, filter: JobFilter): boolean {
  return (
    isOneOf(filter.providers, record.provider) &&
    isOneOf(filter.kinds, record.kind) &&
    (isOneOf(filter.states, record.state) || (filter.attention && needsAttention(record))) &&
    isOneOf(filter.severities, record.severity) &&
    isOneOf(filter.observations, record.observation.status) &&
    isOneOf(filter.operations, record.operation) &&
    filter.labels.every(({ label, value }) => record.labels[label] === value) &&
    (filter.text === null || contains(record, filter.text)) &&
    (filter.updatedSince === null || record.changedAt >= filter.updatedSince) &&
    (filter.startedAfter === null || (record.startedAt !== null && record.startedAt >= filter.startedAfter)) &&
    (filter.startedBefore === null || (record.startedAt !== null && record.startedAt < filter.startedBefore))
  );
}

/** Whether the connection, the kind and the state of a job decide; the connection and the state are the matter of the index. */
export function asksKindAndStateOnly(filter: JobFilter): boolean {
  const { providers: _providers, kinds: _kinds, states: _states, attention, labels, ...others } = filter;
  return !attention && labels.length === 0 && Object.values(others).every((other) => other === null);
}

export function isOfKindAndState(job: { kind: JobKind; state: JobState }, { kinds, states }: JobFilter): boolean {
  return isOneOf(kinds, job.kind) && isOneOf(states, job.state);
}

/** Somebody wanted the end of the job, and it goes on. */
const INEFFECTIVE_CANCELS: ReadonlySet<CancellationStatus> = new Set(['rejected', 'ineffective']);

export function needsAttention(record: JobOutline): boolean {
  if (record.state === 'lost' || record.observation.anomalies.length > 0) return true;
  const { status } = record.observation;
  const isOver = record.kind === 'run' && isTerminal(record.state);
  if (isOver) return false;
  return INEFFECTIVE_CANCELS.has(record.cancellation.status) || (status !== 'fresh' && status !== 'never');
}

function isOneOf<Value>(wanted: readonly Value[] | null, value: Value | null): boolean {
  return wanted === null || (value !== null && wanted.includes(value));
}

function contains({ id, name, operation }: JobOutline, text: string): boolean {
  const wanted = text.toLowerCase();
  return [id, name, operation].some((part) => part?.toLowerCase().includes(wanted));
}

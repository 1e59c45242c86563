import type { JobRecord, ObservationSource } from './job-record.js';
import { isTerminal } from './job-state.js';
import type { Moment } from './observation.js';

/** Whether the same observation as the last one would say nothing but that it was made. */
export function isConfirmable(record: JobRecord): boolean {
  const { kind, state, stateReason, absence, observation } = record;
  return (
    kind === 'run' &&
    !isTerminal(state) &&
    stateReason === null &&
    absence === null &&
    observation.status === 'fresh' &&
    observation.failures === 0 &&
    observation.error === null &&
    observation.observedAt !== null
  );
}

/** What is known after the same observation as the last one: what `applyObservation` makes of it, at a lower price. */
export function confirmObservation(record: JobRecord, at: Moment, source: ObservationSource): JobRecord {
  const { observation } = record;
  if ((observation.observedAt ?? 0) > at) return record;
  const attemptedAt = Math.max(at, observation.attemptedAt ?? at);
  return { ...record, observation: { ...observation, observedAt: at, attemptedAt, source } };
}

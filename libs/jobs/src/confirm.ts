import type { JobRecord, ObservationFacts, ObservationSource } from './job-record.js';
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

/** The changes of a record's `observation` by the same observation as the last one. */
export type Confirmation = Pick<ObservationFacts, 'observedAt' | 'attemptedAt' | 'source'>;

/** The result of `applyObservation` for the same observation as the last one, at a lower cost. */
export function confirmObservation(
  { observation }: JobRecord,
  at: Moment,
  source: ObservationSource,
): Readonly<Confirmation> {
  if ((observation.observedAt ?? 0) > at) return observation;
  return { observedAt: at, attemptedAt: Math.max(at, observation.attemptedAt ?? at), source };
}

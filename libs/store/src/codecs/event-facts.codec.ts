import {
  needsAttention,
  severityOf,
  type JobKind,
  type JobRecord,
  type JobState,
  type ObservationStatus,
  type Severity,
} from '#libs/jobs';

/** The job after the change; the record may have changed again when the event is read. */
export interface EventFacts {
  kind: JobKind;
  severity: Severity;
  observation: ObservationStatus;
  /** Whether the job wants attention: `new`, it did not before. */
  attention: 'none' | 'new' | 'still';
}

export function encodeEventFacts(before: JobRecord | undefined, record: JobRecord): string {
  const did = before !== undefined && needsAttention(before);
  const attention = !needsAttention(record) ? 'none' : did ? 'still' : 'new';
  return `${record.kind} ${record.severity} ${record.observation.status} ${attention}`;
}

/** Events of older versions have no facts. */
export function decodeEventFacts(text: string, state: JobState): EventFacts {
  const [kind, severity, observation, attention] = text.split(' ');
  if (attention === undefined) {
    return { kind: 'run', severity: severityOf(state), observation: 'fresh', attention: 'none' };
  }
  return { kind, severity, observation, attention } as EventFacts;
}

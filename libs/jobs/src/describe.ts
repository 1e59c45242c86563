import type { JobRecord } from './job-record.js';
import { revise, type Revised } from './revise.js';
import type { Moment } from './observation.js';

/** The members of a job that clients set: its name and its labels (a null label is removed, others are merged). */
export interface Description {
  name?: string | null;
  labels?: Record<string, string | null>;
}

export function applyDescription(previous: JobRecord, description: Description, at: Moment): Revised {
  const next: JobRecord = {
    ...previous,
    name: description.name === undefined ? previous.name : description.name,
    labels: { ...previous.labels },
  };
  for (const [label, value] of Object.entries(description.labels ?? {})) {
    if (value === null) delete next.labels[label];
    else next.labels[label] = value;
  }
  return revise(previous, next, { at, source: 'demand', retentionMs: (previous.expiresAt ?? at) - at });
}

import { formatJobId, type JobAddress } from './job-id.js';
import type { JobRecord } from './job-record.js';
import type { JobKind } from './job-state.js';
import type { Moment } from './observation.js';

export interface NewJob extends JobAddress {
  provider: string;
  kind: JobKind;
  trackedAt: Moment;
  name?: string | null;
  labels?: Record<string, string>;
  deadline?: Moment | null;
}

/**
 * A job that is tracked and was never polled. Its first revision is `trackedAt`, epoch milliseconds: a job that is
 * forgotten, or lost with Redis, and tracked again never repeats a revision that somebody may still hold.
 */
export function newRecord(job: NewJob): JobRecord {
  return {
    id: formatJobId(job),
    connection: job.connection,
    provider: job.provider,
    key: job.key,
    kind: job.kind,
    targetKey: null,
    name: job.name ?? null,
    operation: null,
    labels: job.labels ?? {},
    state: 'unknown',
    stateReason: null,
    severity: 'unknown',
    progress: null,
    warnings: [],
    error: null,
    result: null,
    children: [],
    createdAt: null,
    startedAt: null,
    endedAt: null,
    upstream: { id: job.key, state: null, url: null, attribution: 'exact' },
    observation: {
      status: 'never',
      observedAt: null,
      attemptedAt: null,
      nextCheckAt: job.trackedAt,
      failures: 0,
      source: null,
      error: null,
      anomalies: [],
    },
    cancellation: { status: 'none', requestedAt: null, reason: null },
    cancelBegunAt: null,
    deletedUpstreamAt: null,
    deadline: job.deadline ?? null,
    trackedAt: job.trackedAt,
    changedAt: job.trackedAt,
    expiresAt: null,
    revision: job.trackedAt,
    absence: null,
    check: null,
    rule: null,
  };
}

import type { Job } from '#libs/client';
import { isFinal } from '../states/state.labels.js';

/** The fields of a job that the table keeps, for up to 100,000 jobs. */
export interface JobRow {
  id: string;
  name: string;
  connection: string;
  state: Job['state'];
  isTerminal: boolean;
  isFinal: boolean;
  percent: number | null;
  observation: Pick<Job['observation'], 'status' | 'observedAt'>;
  isWarned: boolean;
  createdAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  trackedAt: string | null;
  changedAt: string | null;
  sortName: string | null;
  revision: number;
  /** It no longer matches the filter, or is no longer tracked. */
  isRemoved: boolean;
}

export function rowOf(job: Job): JobRow {
  const { id, connection, state, severity, createdAt, startedAt, endedAt, trackedAt, changedAt, revision } = job;
  return {
    id,
    name: job.name ?? job.operation ?? '',
    connection,
    state,
    isTerminal: job.terminal,
    isFinal: isFinal(job),
    percent: job.progress?.percent ?? null,
    observation: { status: job.observation.status, observedAt: job.observation.observedAt },
    isWarned: severity === 'warning',
    ...{ createdAt, startedAt, endedAt, trackedAt, changedAt },
    sortName: job.name,
    revision,
    isRemoved: false,
  };
}

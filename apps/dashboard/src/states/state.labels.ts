import type { Job } from '#libs/client';

export type JobState = Job['state'];

/** In lifecycle order. */
export const STATES: readonly JobState[] = [
  ...(['unknown', 'idle', 'queued', 'running', 'canceling'] as const),
  ...(['succeeded', 'failed', 'canceled', 'lost'] as const),
];

export const STATE_LABELS: Record<JobState, string> = {
  unknown: 'Unknown',
  idle: 'Idle',
  queued: 'Queued',
  running: 'Running',
  canceling: 'Canceling',
  succeeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Canceled',
  lost: 'Lost',
};

export const STATE_DESCRIPTIONS: Record<JobState, string> = {
  unknown: 'Not observed yet, or no upstream status could be mapped.',
  idle: 'A latest-run alias whose target has never run.',
  queued: 'Accepted, waiting or initializing.',
  running: 'Running on the upstream.',
  canceling: 'The upstream accepted a cancel request that has not taken effect yet.',
  succeeded: 'Ended successfully.',
  failed: 'The job itself failed.',
  canceled: 'Ended by a cancel request.',
  lost: 'The upstream no longer knows the job, and its end was not observed.',
};

/** Whether the state cannot change any more. A lost job may be found again. */
export function isFinal({ terminal, state }: Pick<Job, 'terminal' | 'state'>): boolean {
  return terminal && state !== 'lost';
}

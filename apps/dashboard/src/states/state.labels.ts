import type { Job } from '#libs/client';

export type JobState = Job['state'];

/** In the order in which a job goes through them. */
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
  unknown: 'Never observed yet, or only values that no mapping knows.',
  idle: 'A pointer whose target has never run.',
  queued: 'Accepted, waiting, initialising.',
  running: 'Under way.',
  canceling: 'The upstream acknowledged a cancel that has not taken effect.',
  succeeded: 'Ended well.',
  failed: 'The job itself ended badly.',
  canceled: 'Ended because of a cancel.',
  lost: 'The upstream no longer knows the job, and no end was ever seen.',
};

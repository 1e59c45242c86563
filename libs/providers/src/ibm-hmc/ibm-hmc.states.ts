import type { JobState } from '#libs/jobs';

/**
 * The words of "Query Job Status". `complete` says only that a job ran to its end: success is in its status code, so
 * here the code belongs to the word.
 * @see https://www.ibm.com/docs/en/systems-hardware/linuxone/3932-LA2?topic=processing-query-job-status
 */
export const STATES = {
  running: 'running',
  'cancel-pending': 'canceling',
  'complete, job-status-code 200–299': 'succeeded',
  'complete, any other job-status-code': 'failed',
  'complete, no job-status-code': 'failed',
  canceled: 'canceled',
} as const satisfies Record<string, JobState>;
type WireState = keyof typeof STATES;

/** The documented word that a status and its code make together, or null for a status that is not documented. */
export function wireStateOf(status: string, statusCode: number | null): WireState | null {
  switch (status) {
    case 'running':
    case 'cancel-pending':
    case 'canceled':
      return status;
    case 'complete':
      if (statusCode === null) return 'complete, no job-status-code';
      return isSuccess(statusCode) ? 'complete, job-status-code 200–299' : 'complete, any other job-status-code';
    default:
      return null;
  }
}

export const isSuccess = (statusCode: number): boolean => statusCode >= 200 && statusCode < 300;

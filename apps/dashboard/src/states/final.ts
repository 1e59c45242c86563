import type { Job } from '#libs/client';

/** Whether the state stays as it is. An end that was seen does; a lost job may be found again. */
export function isFinal({ terminal, state }: Pick<Job, 'terminal' | 'state'>): boolean {
  return terminal && state !== 'lost';
}

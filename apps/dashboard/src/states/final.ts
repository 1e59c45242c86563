import type { Job } from '#libs/client';

/** Whether the state cannot change any more. A lost job may be found again. */
export function isFinal({ terminal, state }: Pick<Job, 'terminal' | 'state'>): boolean {
  return terminal && state !== 'lost';
}

import type { Job } from '#libs/client';

/** A job in one line: id, state, progress, and what is to be known besides. */
export function lineOf(job: Job): string {
  const { id, state, stateReason, severity, progress, observation, error, name } = job;
  const parts = [id.padEnd(44), (stateReason ? `${state} (${stateReason})` : state).padEnd(10)];
  if (progress?.percent != null && !job.terminal) parts.push(`${Math.round(progress.percent)} %`);
  if (severity === 'warning') parts.push('with warnings');
  if (error?.message) parts.push(error.message);
  if (!job.terminal && observation.status !== 'fresh') parts.push(`(${observation.status})`);
  if (name) parts.push(name);
  return parts.join('  ').trimEnd();
}

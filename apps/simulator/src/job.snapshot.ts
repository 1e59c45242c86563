import type { JobScript } from './job.script.js';

/** A script that was given to an upstream, with the little that happened to it since. */
export interface ScriptedJob {
  readonly id: string;
  script: JobScript;
  /** When it comes to exist, in milliseconds since 1970. */
  readonly createdAt: number;
  cancelRequestedAt: number | null;
  readonly children: readonly ScriptedJob[];
}

export type JobPhase = 'absent' | 'queued' | 'running' | 'canceling' | 'succeeded' | 'warning' | 'failed' | 'canceled';

/** The state of a job at one time. `absent`: not yet there, vanished, or no longer remembered. */
export interface JobSnapshot {
  readonly phase: JobPhase;
  readonly ended: boolean;
  /** Work done, 0 to 1. */
  readonly fraction: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

const DEFAULT_CANCEL_MS = 500;
const ABSENT: JobSnapshot = { phase: 'absent', ended: false, fraction: 0, startedAt: null, endedAt: null };

/** The state of a job: a pure function of script, requests made and time, so a job costs nothing until it is read. */
export function snapshotOf(job: ScriptedJob, now: number, vendorRetainMs: number): JobSnapshot {
  if (now < job.createdAt) return ABSENT;
  const { script } = job;
  const startsAt = job.createdAt + (script.queuedMs ?? 0);
  const endsAt = script.outcome === 'stuck' ? Number.POSITIVE_INFINITY : startsAt + script.durationMs;
  const canceledAt = cancellationOf(job);
  if (canceledAt !== null && canceledAt < endsAt) {
    return canceledOrCanceling(job, now, startsAt, canceledAt, vendorRetainMs);
  }
  if (now < endsAt) return underWay(job, now, startsAt, endsAt);
  if (script.outcome === 'vanish' || now >= endsAt + (script.retainMs ?? vendorRetainMs)) return ABSENT;
  const phase = script.outcome === 'stuck' ? 'running' : script.outcome;
  return { phase, ended: true, fraction: phase === 'canceled' ? 0.5 : 1, startedAt: startsAt, endedAt: endsAt };
}

/** When the job ends by its present script; null: never. */
export function endOf(job: ScriptedJob): number | null {
  const { script } = job;
  const canceledAt = cancellationOf(job) ?? Infinity;
  const endsAt = script.outcome === 'stuck' ? Infinity : job.createdAt + (script.queuedMs ?? 0) + script.durationMs;
  const at = Math.min(canceledAt, endsAt);
  return at === Infinity ? null : at;
}

/** From when on a job is in which phase, in order, as its script and the requests until now have it; the future included. */
export function timelineOf(job: ScriptedJob, vendorRetainMs: number): { phase: JobPhase; from: number }[] {
  const { script, createdAt, cancelRequestedAt } = job;
  const startsAt = createdAt + (script.queuedMs ?? 0);
  const endsAt = script.outcome === 'stuck' ? Number.POSITIVE_INFINITY : startsAt + script.durationMs;
  const canceledAt = cancellationOf(job) ?? Number.POSITIVE_INFINITY;
  const retainMs = script.retainMs ?? vendorRetainMs;
  const cancelShowsAt = endsAt - (script.cancelMs ?? script.durationMs / 10);
  const turns = [createdAt, startsAt, cancelRequestedAt ?? createdAt, cancelShowsAt, canceledAt, endsAt];
  const all = [...turns, Math.min(canceledAt, endsAt) + retainMs].filter((at) => at >= createdAt && at < Infinity);
  const timeline: { phase: JobPhase; from: number }[] = [];
  for (const from of [...new Set(all)].sort((one, other) => one - other)) {
    // Nobody had asked for a cancel before it was asked for.
    const then = from < (cancelRequestedAt ?? from) ? { ...job, cancelRequestedAt: null } : job;
    const { phase } = snapshotOf(then, from, vendorRetainMs);
    if (timeline.at(-1)?.phase !== phase) timeline.push({ phase, from });
  }
  return timeline;
}

function cancellationOf(job: ScriptedJob): number | null {
  if (job.cancelRequestedAt === null || job.script.cancel === 'ignored') return null;
  return job.cancelRequestedAt + (job.script.cancelMs ?? DEFAULT_CANCEL_MS);
}

function canceledOrCanceling(
  job: ScriptedJob,
  now: number,
  startsAt: number,
  canceledAt: number,
  vendorRetainMs: number,
): JobSnapshot {
  const requestedAt = job.cancelRequestedAt ?? now;
  const startedAt = startsAt <= requestedAt ? startsAt : null;
  const fraction = startedAt === null ? 0 : workDone(job.script, requestedAt - startedAt);
  if (now < canceledAt) return { phase: 'canceling', ended: false, fraction, startedAt, endedAt: null };
  if (now >= canceledAt + (job.script.retainMs ?? vendorRetainMs)) return ABSENT;
  return { phase: 'canceled', ended: true, fraction, startedAt, endedAt: canceledAt };
}

function underWay(job: ScriptedJob, now: number, startsAt: number, endsAt: number): JobSnapshot {
  if (now < startsAt) return { phase: 'queued', ended: false, fraction: 0, startedAt: null, endedAt: null };
  const { script } = job;
  const fraction = workDone(script, now - startsAt);
  const cancelShows = script.outcome === 'canceled' && now >= endsAt - (script.cancelMs ?? script.durationMs / 10);
  const canceling = cancelShows || (job.cancelRequestedAt !== null && now >= job.cancelRequestedAt);
  return { phase: canceling ? 'canceling' : 'running', ended: false, fraction, startedAt: startsAt, endedAt: null };
}

function workDone(script: JobScript, elapsed: number): number {
  const most = script.outcome === 'stuck' || script.outcome === 'canceled' ? 0.5 : 0.999;
  return script.durationMs <= 0 ? most : Math.min(most, Math.max(0, elapsed / script.durationMs));
}

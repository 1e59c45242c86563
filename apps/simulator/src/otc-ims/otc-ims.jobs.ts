import type { JobStore } from '../job.store.js';
import type { JobPhase, JobSnapshot, ScriptedJob } from '../job.snapshot.js';
import { cloudTime } from './otc-ims.times.js';

const UNKNOWN_STATUS = 'PENDING_REVIEW';
const DEFAULT_ERROR = { code: 'IMG.0057', message: 'The image file is empty, not found, or in incorrect format.' };
const DEFAULT_TYPE = 'imsImportImageJob';
const STATUSES: Record<JobPhase, string> = {
  ...{ absent: 'INIT', queued: 'INIT', running: 'RUNNING', canceling: 'RUNNING' },
  ...{ succeeded: 'SUCCESS', warning: 'SUCCESS', failed: 'FAIL', canceled: 'FAIL' },
};

/** The flat body of Asynchronous Job Query. Jobs with legacy dates have the older documents' field order too. */
export function jobBody(job: ScriptedJob, jobs: JobStore, unknownStatus: boolean, withProgress: boolean): object {
  const snapshot = jobs.snapshotOf(job);
  const dates = job.script.dates ?? 'current';
  const failed = snapshot.phase === 'failed' || snapshot.phase === 'canceled';
  const error = failed ? (job.script.error ?? DEFAULT_ERROR) : undefined;
  const status = unknownStatus ? UNKNOWN_STATUS : (job.script.rawStatus ?? STATUSES[snapshot.phase]);
  const entities = entitiesOf(job, jobs, snapshot, withProgress);
  const identity = { job_id: job.id, job_type: job.script.operation ?? DEFAULT_TYPE };
  // Older bodies leave the end empty even next to SUCCESS, as the documented example does.
  const times = {
    begin_time: cloudTime(snapshot.startedAt ?? job.createdAt, dates),
    end_time: dates === 'legacy' && !failed ? '' : cloudTime(snapshot.endedAt, dates),
  };
  const errors = { error_code: error?.code ?? null, fail_reason: error?.message ?? null };
  return dates === 'legacy'
    ? { status, entities, ...identity, ...times, ...errors }
    : { ...identity, ...times, status, ...errors, entities };
}

function entitiesOf(job: ScriptedJob, jobs: JobStore, snapshot: JobSnapshot, withProgress: boolean): object {
  const { script } = job;
  const running = !snapshot.ended && snapshot.phase !== 'queued';
  const showsProgress = withProgress || (running && script.progress !== false);
  return {
    ...(script.name === undefined ? {} : { image_name: script.name }),
    ...(showsProgress
      ? {
          process_percent: snapshot.ended ? 1 : Math.floor(snapshot.fraction * 100) / 100,
          current_task: snapshot.ended ? '' : `${(script.operation ?? DEFAULT_TYPE).replace(/^ims|Job$/g, '')}Task`,
        }
      : {}),
    ...(snapshot.phase === 'failed' ? { image_id: '' } : {}),
    ...(snapshot.ended && snapshot.phase !== 'failed' ? resultOf(job) : {}),
    ...(job.children.length === 0
      ? {}
      : {
          sub_jobs_result: job.children.map((child) => jobBody(child, jobs, false, false)),
          sub_jobs_list: job.children.map((child) => child.id),
        }),
  };
}

/** A parent of sub-jobs has no image of its own: the images are theirs. */
function resultOf(job: ScriptedJob): object {
  if (typeof job.script.result === 'object' && job.script.result !== null) return job.script.result;
  if (job.children.length > 0) return {};
  const groups = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(job.id.padEnd(32, '0')) ?? [];
  return { image_id: groups.slice(1).join('-') };
}

import type { JobBook } from '../job.book.js';
import type { JobMoment, ScriptedJob } from '../job.moment.js';
import { cloudTime } from './otc-ims.times.js';

const UNKNOWN_WORD = 'PENDING_REVIEW';
const DEFAULT_ERROR = { code: 'IMG.0057', message: 'The image file is empty, not found, or in incorrect format.' };
const DEFAULT_TYPE = 'imsImportImageJob';

/** The flat body of Asynchronous Job Query. Jobs with legacy dates have the older documents' field order too. */
export function jobBody(job: ScriptedJob, book: JobBook, unknownWord: boolean, withProgress: boolean): object {
  const moment = book.momentOf(job);
  const dates = job.script.dates ?? 'current';
  const failed = moment.phase === 'failed' || moment.phase === 'canceled';
  const error = failed ? (job.script.error ?? DEFAULT_ERROR) : undefined;
  const status = unknownWord ? UNKNOWN_WORD : (job.script.word ?? wordOf(moment));
  const entities = entitiesOf(job, book, moment, withProgress);
  const identity = { job_id: job.id, job_type: job.script.operation ?? DEFAULT_TYPE };
  // Older bodies leave the end empty even next to SUCCESS, as the documented example does.
  const times = {
    begin_time: cloudTime(moment.startedAt ?? job.createdAt, dates),
    end_time: dates === 'legacy' && !failed ? '' : cloudTime(moment.endedAt, dates),
  };
  const errors = { error_code: error?.code ?? null, fail_reason: error?.message ?? null };
  return dates === 'legacy'
    ? { status, entities, ...identity, ...times, ...errors }
    : { ...identity, ...times, status, ...errors, entities };
}

function wordOf({ phase }: JobMoment): string {
  switch (phase) {
    case 'absent':
    case 'queued':
      return 'INIT';
    case 'running':
    case 'canceling':
      return 'RUNNING';
    case 'failed':
    case 'canceled':
      return 'FAIL';
    default:
      return 'SUCCESS';
  }
}

function entitiesOf(job: ScriptedJob, book: JobBook, moment: JobMoment, withProgress: boolean): object {
  const { script } = job;
  const running = !moment.ended && moment.phase !== 'queued';
  const showsProgress = withProgress || (running && script.progress !== false);
  return {
    ...(script.name === undefined ? {} : { image_name: script.name }),
    ...(showsProgress
      ? {
          process_percent: moment.ended ? 1 : Math.floor(moment.fraction * 100) / 100,
          current_task: moment.ended ? '' : `${(script.operation ?? DEFAULT_TYPE).replace(/^ims|Job$/g, '')}Task`,
        }
      : {}),
    ...(moment.phase === 'failed' ? { image_id: '' } : {}),
    ...(moment.ended && moment.phase !== 'failed' ? resultOf(job) : {}),
    ...(job.children.length === 0
      ? {}
      : {
          sub_jobs_result: job.children.map((child) => jobBody(child, book, false, false)),
          sub_jobs_list: job.children.map((child) => child.id),
        }),
  };
}

/** A parent of sub-jobs has no image of its own: the images are theirs. */
function resultOf(job: ScriptedJob): object {
  if (typeof job.script.result === 'object' && job.script.result !== null) return job.script.result;
  if (job.children.length > 0) return {};
  const digits = job.id.padEnd(32, '0');
  const groups = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ];
  return { image_id: groups.join('-') };
}

import type { PresentJob } from '../job.book.js';
import type { Configuration } from './datameer.catalog.js';
import type { DatameerSettings } from './datameer.settings.js';
import { mediumDate, timestamp } from './datameer.times.js';

const UNKNOWN_WORD = 'REINDEXING';
const DEFAULT_RECORDS = 120;

/** The state word, as v1 or v2 spells it at this time. */
export function wordOf(run: PresentJob, settings: DatameerSettings, api: 'v1' | 'v2', unknownWord: boolean): string {
  if (unknownWord) return UNKNOWN_WORD;
  const { job, moment } = run;
  if (job.script.word !== undefined) return job.script.word;
  switch (moment.phase) {
    case 'absent':
    case 'queued':
      return job.script.waitsForOther ? 'WAITING_FOR_OTHER_JOB' : 'QUEUED';
    case 'running':
    case 'canceling':
      return 'RUNNING';
    case 'succeeded':
      return 'COMPLETED';
    case 'warning':
      return api === 'v1' ? settings.warningWord : 'COMPLETED_WITH_WARNINGS';
    case 'failed':
      return 'ERROR';
    case 'canceled':
      return 'CANCELED';
  }
}

export function statusV1(run: PresentJob, settings: DatameerSettings, unknownWord: boolean): object {
  return { id: Number(run.job.id), jobStatus: wordOf(run, settings, 'v1', unknownWord) };
}

export function statusV2(
  { fileId }: Configuration,
  run: PresentJob | undefined,
  settings: DatameerSettings,
  unknownWord: boolean,
): object {
  if (!run) return { status: 'success', 'job-status': unknownWord ? UNKNOWN_WORD : '_NONE' };
  const { job, moment } = run;
  const running = moment.phase === 'running' || moment.phase === 'canceling';
  return {
    status: 'success',
    'file-id': fileId,
    'job-execution-id': Number(job.id),
    'job-status': wordOf(run, settings, 'v2', unknownWord),
    'start-time': moment.startedAt === null ? null : mediumDate(moment.startedAt, settings),
    ...(moment.endedAt === null ? {} : { 'stop-time': mediumDate(moment.endedAt, settings) }),
    ...(running && job.script.progress !== false
      ? {
          'estimate-time': `${Math.max(1, Math.ceil(((1 - moment.fraction) * job.script.durationMs) / 1000))}s`,
          'job-progress': String(Math.floor(moment.fraction * 100)),
        }
      : {}),
  };
}

/** job-details: no id inside, and times only as far as they are known. */
export function details(
  run: PresentJob,
  configuration: Configuration | undefined,
  settings: DatameerSettings,
  unknownWord: boolean,
): object {
  const { job, moment } = run;
  const failed = moment.phase === 'failed';
  const { done, dropped } = recordsOf(run);
  return {
    counters: failed ? {} : countersOf(done, dropped, configuration?.artifact ?? 'import-job'),
    failureCount: failed ? 0 : dropped,
    jobStatus: wordOf(run, settings, 'v1', unknownWord),
    ...(moment.startedAt === null || failed ? {} : { startTime: timestamp(moment.startedAt, settings) }),
    ...(moment.endedAt === null || failed ? {} : { stopTime: timestamp(moment.endedAt, settings) }),
    successCount: failed ? 0 : done - dropped,
    ...(typeof job.script.result === 'object' && job.script.result !== null ? job.script.result : {}),
  };
}

export function volumeOf(run: PresentJob, configuration: Configuration, settings: DatameerSettings): object {
  return {
    ...statusV1(run, settings, false),
    ...(configuration.artifact === 'import-job' ? { importedVolume: recordsOf(run).done * 64 } : {}),
    type: 'NORMAL',
  };
}

function recordsOf({ job, moment }: PresentJob): { done: number; dropped: number } {
  const { records = DEFAULT_RECORDS, outcome, droppedRecords = outcome === 'warning' ? 3 : 0 } = job.script;
  const done = Math.floor(records * moment.fraction);
  return { done, dropped: moment.ended ? Math.min(done, droppedRecords) : 0 };
}

function countersOf(done: number, dropped: number, artifact: Configuration['artifact']): object {
  if (artifact === 'workbook') return {};
  if (artifact === 'export-job') {
    return { EXPORT_RECORDS: done - dropped, EXPORT_DROPPED_RECORDS: dropped, EXPORT_BYTES: done * 48 };
  }
  return {
    IMPORT_RECORDS: done - dropped,
    IMPORT_BYTES: done * 64,
    ...(dropped > 0 ? { IMPORT_DROPPED_RECORDS: dropped } : {}),
    IMPORT_OUTPUT_BYTES: done * 40,
    IMPORT_OUTPUT_PARTITIONS: 1,
  };
}

import type { JobPhase } from '../job.snapshot.js';
import type { VisibleJob } from '../job.store.js';
import type { Configuration } from './datameer.catalog.js';
import type { DatameerSettings } from './datameer.settings.js';
import { mediumDate, timestamp } from './datameer.times.js';

const UNKNOWN_STATUS = 'REINDEXING';
const DEFAULT_RECORDS = 120;
const STATUSES: Record<JobPhase, string> = {
  ...{ absent: 'QUEUED', queued: 'QUEUED', running: 'RUNNING', canceling: 'RUNNING', succeeded: 'COMPLETED' },
  ...{ warning: 'COMPLETED_WITH_WARNINGS', failed: 'ERROR', canceled: 'CANCELED' },
};

/** The status, as v1 or v2 spells it at this time. */
export function vendorStatus(
  run: VisibleJob,
  settings: DatameerSettings,
  api: 'v1' | 'v2',
  unknownStatus: boolean,
): string {
  if (unknownStatus) return UNKNOWN_STATUS;
  const { job, snapshot } = run;
  if (job.script.rawStatus !== undefined) return job.script.rawStatus;
  if (snapshot.phase === 'queued' && job.script.waitsForOther) return 'WAITING_FOR_OTHER_JOB';
  if (snapshot.phase === 'warning' && api === 'v1') return settings.warningWord;
  return STATUSES[snapshot.phase];
}

export function statusV1(run: VisibleJob, settings: DatameerSettings, unknownStatus: boolean): object {
  return { id: Number(run.job.id), jobStatus: vendorStatus(run, settings, 'v1', unknownStatus) };
}

export function statusV2(
  { fileId }: Configuration,
  run: VisibleJob | undefined,
  settings: DatameerSettings,
  unknownStatus: boolean,
): object {
  if (!run) return { status: 'success', 'job-status': unknownStatus ? UNKNOWN_STATUS : '_NONE' };
  const { job, snapshot } = run;
  const running = snapshot.phase === 'running' || snapshot.phase === 'canceling';
  return {
    status: 'success',
    'file-id': fileId,
    'job-execution-id': Number(job.id),
    'job-status': vendorStatus(run, settings, 'v2', unknownStatus),
    'start-time': snapshot.startedAt === null ? null : mediumDate(snapshot.startedAt, settings),
    ...(snapshot.endedAt === null ? {} : { 'stop-time': mediumDate(snapshot.endedAt, settings) }),
    ...(running && job.script.progress !== false
      ? {
          'estimate-time': `${Math.max(1, Math.ceil(((1 - snapshot.fraction) * job.script.durationMs) / 1000))}s`,
          'job-progress': String(Math.floor(snapshot.fraction * 100)),
        }
      : {}),
  };
}

/** job-details: no id inside, and times only as far as they are known. */
export function details(
  run: VisibleJob,
  configuration: Configuration | undefined,
  settings: DatameerSettings,
  unknownStatus: boolean,
): object {
  const { job, snapshot } = run;
  const failed = snapshot.phase === 'failed';
  const { done, dropped } = recordsOf(run);
  return {
    counters: failed ? {} : countersOf(done, dropped, configuration?.artifact ?? 'import-job'),
    failureCount: failed ? 0 : dropped,
    jobStatus: vendorStatus(run, settings, 'v1', unknownStatus),
    ...(snapshot.startedAt === null || failed ? {} : { startTime: timestamp(snapshot.startedAt, settings) }),
    ...(snapshot.endedAt === null || failed ? {} : { stopTime: timestamp(snapshot.endedAt, settings) }),
    successCount: failed ? 0 : done - dropped,
    ...(typeof job.script.result === 'object' && job.script.result !== null ? job.script.result : {}),
  };
}

export function volumeOf(run: VisibleJob, configuration: Configuration, settings: DatameerSettings): object {
  return {
    ...statusV1(run, settings, false),
    ...(configuration.artifact === 'import-job' ? { importedVolume: recordsOf(run).done * 64 } : {}),
    type: 'NORMAL',
  };
}

function recordsOf({ job, snapshot }: VisibleJob): { done: number; dropped: number } {
  const { records = DEFAULT_RECORDS, outcome, droppedRecords = outcome === 'warning' ? 3 : 0 } = job.script;
  const done = Math.floor(records * snapshot.fraction);
  return { done, dropped: snapshot.ended ? Math.min(done, droppedRecords) : 0 };
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

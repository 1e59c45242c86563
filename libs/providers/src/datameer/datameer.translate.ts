import type { Anomaly, JobWarning, Observation } from '#libs/jobs';
import { ExactNumber, isTerminal } from '#libs/jobs';
import { malformed } from '#libs/upstream';
import type { TranslateContext, Translated, UpstreamRef } from '../provider.js';
import { anomaly, readDate } from './datameer.dates.js';
import { readProgress } from './datameer.progress.js';
import { meaningForRun, meaningOf } from './datameer.states.js';
import { envelopeTrouble } from './datameer.errors.js';
import {
  fileStatusWire,
  jobDetailsWire,
  jobStatusWire,
  neverTriggeredWire,
  type DatameerRaw,
  type FileStatusWire,
  type JobDetailsWire,
} from './datameer.wire.js';

/** Pure: see `Provider.translate`. */
export function translateDatameer(raw: DatameerRaw, ref: UpstreamRef, context: TranslateContext): Translated {
  const named = envelopeTrouble(raw?.body);
  if (named) return { trouble: named };
  switch (raw?.form) {
    case 'job-details':
      return translateJobDetails(raw.body, context);
    case 'job-status':
      return translateJobStatus(raw.body, ref);
    case 'file-status':
      return translateFileStatus(raw.body, ref, context);
    default:
      return { trouble: malformed('The recorded answer is not one of a Datameer job.') };
  }
}

function translateJobDetails(body: unknown, context: TranslateContext): Translated {
  const parsed = jobDetailsWire.safeParse(body);
  if (!parsed.success) return { trouble: malformed('The upstream answered without the details of a job.') };
  const details = parsed.data;
  const run = observeRun('v1 job-details', details.jobStatus);
  const times = readTimes(details.startTime, details.stopTime, context.timeZone);
  const warnings = readWarnings(details);
  const hasEnded = run.state !== null && isTerminal(run.state);
  return {
    observation: {
      ...run,
      ...times.reported,
      ...(warnings === undefined ? {} : { warnings }),
      ...(hasEnded ? readResult(details) : {}),
      ...withAnomalies([...(run.anomalies ?? []), ...times.anomalies]),
    },
  };
}

function translateJobStatus(body: unknown, ref: UpstreamRef): Translated {
  const upstreamId = ref.key.replace(/^config-/, '');
  if (neverTriggeredWire.safeParse(body).success) {
    const rule = 'v1 job-status: an empty object is a configuration without a run';
    return { observation: { state: 'idle', upstreamState: null, rule, target: null, upstreamId } };
  }
  const parsed = jobStatusWire.safeParse(body);
  if (!parsed.success) return { trouble: malformed('The upstream answered without the status of a job.') };
  const { id, jobStatus } = parsed.data;
  return pointTo(id, observeRun('v1 job-status', jobStatus), { upstreamId });
}

function translateFileStatus(body: unknown, ref: UpstreamRef, context: TranslateContext): Translated {
  const parsed = fileStatusWire.safeParse(body);
  if (!parsed.success) return { trouble: malformed('The upstream answered without the status of a job.') };
  const status = parsed.data;
  const executionId = status['job-execution-id'];
  const upstreamId = status['file-id'] ?? /^file-(\d+)$/.exec(ref.key)?.[1];
  const known = upstreamId === undefined ? {} : { upstreamId };
  const rawStatus = status['job-status'];
  if (!executionId && meaningOf(rawStatus)?.state === 'idle') {
    const rule = `v2 status: ${rawStatus} is a file without a run`;
    return { observation: { state: 'idle', upstreamState: rawStatus, rule, progress: null, target: null, ...known } };
  }
  const run = observeFileRun(status, context);
  return pointTo(executionId, run, { ...known, ...('progress' in run ? { progress: run.progress } : {}) });
}

/** What v2 says of the latest run of a file. */
function observeFileRun(status: FileStatusWire, context: TranslateContext): Observation {
  const run = observeRun('v2 status', status['job-status']);
  const times = readTimes(status['start-time'], status['stop-time'], context.timeZone);
  const { progress, anomalies } = readProgress(status, context.observedAt);
  // The upstream reports progress only while a job runs: otherwise its absence means that there is none.
  const reported = progress ?? (run.state === null ? undefined : null);
  return {
    ...run,
    ...(reported === undefined ? {} : { progress: reported }),
    ...times.reported,
    ...withAnomalies([...(run.anomalies ?? []), ...times.anomalies, ...anomalies]),
  };
}

/** The pointer's observation: the state is its run's. Without the run's number a known state has no owner. */
function pointTo(runKey: string | null | undefined, run: Observation, own: Partial<Observation>): Translated {
  if (!runKey && run.state !== null) {
    return { trouble: malformed('The upstream answered with a status but without the execution that it belongs to.') };
  }
  const { state, upstreamState, rule, severity, anomalies } = run;
  return {
    observation: {
      state,
      upstreamState,
      rule,
      ...(severity === undefined ? {} : { severity }),
      ...own,
      ...withAnomalies(anomalies ?? []),
      ...(runKey ? { target: { key: runKey, observation: run, partial: true } } : {}),
    },
  };
}

function observeRun(source: string, rawStatus: string): Observation {
  const meaning = meaningForRun(rawStatus);
  if (meaning === null) {
    const rule = `${source}: a word outside the documented ones keeps the state`;
    return { state: null, upstreamState: rawStatus, rule, anomalies: [anomaly('unmapped-state', rawStatus)] };
  }
  return { ...meaning, upstreamState: rawStatus, rule: `${source}: ${rawStatus} is ${meaning.state}` };
}

function readTimes(start: unknown, stop: unknown, timeZone: string) {
  const started = readDate(start, timeZone);
  const ended = readDate(stop, timeZone);
  // Of two moments that an end can mean, the one before the start is not it.
  const isTooEarly = ended.alternative !== null && started.moment != null && ended.moment! < started.moment;
  const endedAt = isTooEarly ? ended.alternative : ended.moment;
  return {
    reported: {
      ...(started.moment === undefined ? {} : { startedAt: started.moment }),
      ...(endedAt === undefined ? {} : { endedAt }),
    },
    anomalies: [...started.anomalies, ...ended.anomalies],
  };
}

/** The upstream's figures, unchanged. Before the end they still grow, and are not a result. */
function readResult({ counters, successCount, failureCount }: JobDetailsWire): { result?: unknown } {
  const figures = Object.entries({ counters, successCount, failureCount }).filter(([, figure]) => figure != null);
  return figures.length === 0 ? {} : { result: Object.fromEntries(figures) };
}

/** undefined: no counters. A single missing counter counts as zero. */
function readWarnings({ counters, successCount, failureCount }: JobDetailsWire): JobWarning[] | undefined {
  if (typeof counters !== 'object' || counters === null || Array.isArray(counters)) return undefined;
  const byName = counters as Record<string, unknown>;
  const dropped = count(byName['IMPORT_DROPPED_RECORDS']) + count(byName['EXPORT_DROPPED_RECORDS']);
  if (dropped === 0n) return [];
  // No document says which counters include dropped records; a total is named only where the two sums agree on them.
  const total = dropped === count(failureCount) ? dropped + count(successCount) : null;
  const message = total === null ? `${dropped} records dropped` : `${dropped} of ${total} records dropped`;
  return [{ code: 'records-dropped', message }];
}

function count(value: unknown): bigint {
  const isFigure = typeof value === 'string' || typeof value === 'number' || value instanceof ExactNumber;
  return isFigure && /^\d+$/.test(String(value)) ? BigInt(String(value)) : 0n;
}

function withAnomalies(anomalies: Anomaly[]): { anomalies?: Anomaly[] } {
  return anomalies.length === 0 ? {} : { anomalies };
}

import {
  ExactNumber,
  isTerminal,
  severityOf,
  trouble,
  type Anomaly,
  type ChildJob,
  type JobWarning,
  type JobError,
  type JobState,
  type Moment,
  type Observation,
  type Progress,
} from '#libs/jobs';
import type { Translated, UpstreamRef } from '../provider.js';
import { parseMoment } from './otc-ims.timestamp.js';
import { envelopeTrouble } from './otc-ims.errors.js';
import { STATES, wireStateOf } from './otc-ims.states.js';
import {
  entitiesSchema,
  imageResultSchema,
  jobSchema,
  subJobSchema,
  type WireEntities,
  type WireJob,
  type WireSubJob,
} from './otc-ims.wire.js';

/** What the answer of a job query says of the job that was asked for. */
export function translate(raw: unknown, ref: UpstreamRef): Translated {
  const parsed = jobSchema.safeParse(raw);
  if (!parsed.success) {
    const noJob = 'The image service answered with something that is not a job.';
    return { trouble: envelopeTrouble(raw) ?? trouble('malformed', 'unexpected-shape', noJob) };
  }
  const job = parsed.data;
  if (job.job_id.trim().toLowerCase() !== ref.key.toLowerCase()) {
    return { trouble: trouble('malformed', 'wrong-job', 'The image service answered with another job.') };
  }
  return { observation: observe(job) };
}

function observe(job: WireJob): Observation {
  const anomalies: Anomaly[] = [];
  const rawStatus = wireStateOf(job.status);
  const state = rawStatus && STATES[rawStatus];
  if (state === null) anomalies.push(anomaly('unmapped-state', job.status));
  const entities = entitiesSchema.parse(job.entities);
  const children = entities.sub_jobs_result?.flatMap((part) => childOf(part, anomalies));
  const warnings = state === 'succeeded' ? warningsOf(children ?? [], entities) : [];
  return {
    state,
    upstreamState: job.status,
    rule: ruleOf(rawStatus, state, warnings),
    attribution: 'exact',
    severity: warnings.length > 0 ? 'warning' : undefined,
    warnings: warnings.length > 0 ? warnings : undefined,
    operation: blankToNull(job.job_type),
    progress: progressOf(entities.process_percent, state, anomalies),
    error: errorOf(job, entities, state, anomalies),
    result: state !== null && isTerminal(state) ? job.entities : undefined,
    children,
    startedAt: momentOf(job.begin_time, anomalies),
    endedAt: momentOf(job.end_time, anomalies),
    anomalies,
  };
}

function ruleOf(rawStatus: string | null, state: JobState | null, warnings: readonly JobWarning[]): string {
  if (rawStatus === null) return 'no rule knows this status: the last state stays';
  const suffix = warnings.length > 0 ? ', with a warning for its failed parts' : '';
  return `status ${rawStatus} means ${state}${suffix}`;
}

function childOf(part: unknown, anomalies: Anomaly[]): ChildJob[] {
  const parsed = subJobSchema.safeParse(part);
  if (!parsed.success) {
    anomalies.push(anomaly('unreadable-child', part));
    return [];
  }
  const job = parsed.data;
  const rawStatus = wireStateOf(job.status ?? '');
  const state = rawStatus ? STATES[rawStatus] : 'unknown';
  if (rawStatus === null) anomalies.push(anomaly('unmapped-state', job.status ?? ''));
  return [
    {
      id: job.job_id?.trim() || null,
      operation: job.job_type || null,
      state,
      severity: severityOf(state),
      upstreamState: job.status ?? null,
      error: errorOf(job, entitiesSchema.parse(job.entities), state, anomalies) ?? null,
      result: isTerminal(state) ? (job.entities ?? null) : null,
      startedAt: momentOf(job.begin_time, anomalies) ?? null,
      endedAt: momentOf(job.end_time, anomalies) ?? null,
    },
  ];
}

/** The service may call a job successful although parts of it failed: those are warnings. */
function warningsOf(children: readonly ChildJob[], entities: WireEntities): JobWarning[] {
  const images = entities.results ?? [];
  return [
    ...warningOf('sub-job-failed', 'sub-jobs', children.filter(isFailedChild).length, children.length),
    ...warningOf('image-failed', 'images', images.filter(isFailedImage).length, images.length),
  ];
}

function warningOf(code: string, parts: string, failed: number, total: number): JobWarning[] {
  return failed === 0 ? [] : [{ code, message: `${failed} of ${total} ${parts} failed` }];
}

const isFailedChild = (child: ChildJob): boolean => child.state === 'failed';

function isFailedImage(image: unknown): boolean {
  const parsed = imageResultSchema.safeParse(image);
  return parsed.success && wireStateOf(parsed.data.status) === 'FAIL';
}

/** The status alone decides whether a job failed; an error beside another status is noted, not believed. */
function errorOf(job: WireSubJob, entities: WireEntities, state: JobState | null, anomalies: Anomaly[]) {
  if (state === 'failed') {
    return {
      code: job.error_code || entities.error_code || null,
      message: job.fail_reason || entities.error || entities.addition_error_msg || null,
    } satisfies JobError;
  }
  const unexpected = job.error_code || job.fail_reason;
  if (unexpected) anomalies.push(anomaly('unexpected-error', unexpected));
  const isAbsent = job.error_code === undefined && job.fail_reason === undefined;
  return isAbsent || state === null ? undefined : null;
}

/** A fraction from 0 to 1. An ended job that says nothing of it leaves no half-way figure behind. */
function progressOf(value: unknown, state: JobState | null, anomalies: Anomaly[]): Progress | null | undefined {
  const absentProgress = state === 'succeeded' ? null : undefined;
  if (value === undefined || value === null || value === '') return absentProgress;
  const fraction = isScalar(value) ? Number(value) : NaN;
  if (!(fraction >= 0 && fraction <= 1)) {
    anomalies.push(anomaly('unreadable-progress', value));
    return absentProgress;
  }
  const percent = Math.round(fraction * 1_000_000) / 10_000;
  return { percent, done: null, total: null, unit: null, estimatedEndAt: null };
}

/** "" means not set, also beside SUCCESS. */
function momentOf(value: unknown, anomalies: Anomaly[]): Moment | null | undefined {
  if (value === undefined || value === null || value === '') return value === undefined ? undefined : null;
  const moment = typeof value === 'string' ? parseMoment(value) : null;
  if (moment === null) anomalies.push(anomaly('unreadable-date', value));
  return moment;
}

const isScalar = (value: unknown): value is string | number | ExactNumber =>
  typeof value === 'string' || typeof value === 'number' || value instanceof ExactNumber;

const blankToNull = (text: string | null | undefined) => (text === '' ? null : text);

const MAX_ANOMALY_LENGTH = 100;

function anomaly(code: string, value: unknown): Anomaly {
  const shown = isScalar(value) ? String(value) : typeof value;
  return { code, value: shown.slice(0, MAX_ANOMALY_LENGTH).toWellFormed() };
}

import {
  formatJobId,
  isFrozen,
  isTerminal,
  type ChildJob,
  type JobRecord,
  type Moment,
  type Progress,
} from '#libs/jobs';
import { CATALOG } from '#libs/providers/catalog';
import type { ChildJobDto, JobDto, MinimalJobDto, ProgressDto } from './job.dto.js';

/** RFC 3339 in UTC with milliseconds; null stays null. */
export function timestamp(moment: Moment): string;
export function timestamp(moment: Moment | null): string | null;
export function timestamp(moment: Moment | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

/** The resource that a record is served as. */
export function presentJob(record: JobRecord): JobDto {
  const self = `/jobs/${record.id}`;
  const capabilities = CATALOG.get(record.provider)?.capabilities;
  const isOver = isTerminal(record.state);
  const { observation, result } = record;
  return {
    id: record.id,
    kind: record.kind,
    target: record.targetKey === null ? null : formatJobId({ connection: record.connection, key: record.targetKey }),
    connection: record.connection,
    provider: record.provider,
    name: record.name,
    operation: record.operation,
    labels: record.labels,
    state: record.state,
    stateReason: record.stateReason,
    terminal: record.kind === 'run' && isOver,
    severity: record.severity,
    progress: presentProgress(record),
    warnings: record.warnings,
    error: record.error,
    result: result?.inline ?? null,
    resultHref: result === null ? null : `${self}/result`,
    children: record.children.map(presentChild),
    createdAt: timestamp(record.createdAt),
    startedAt: timestamp(record.startedAt),
    endedAt: timestamp(record.endedAt),
    upstream: record.upstream,
    observation: {
      status: observation.status,
      observedAt: timestamp(observation.observedAt),
      attemptedAt: timestamp(observation.attemptedAt),
      nextCheckAt: timestamp(observation.nextCheckAt),
      failures: observation.failures,
      source: observation.source,
      error: observation.error,
      anomalies: observation.anomalies,
    },
    cancellation: { ...record.cancellation, requestedAt: timestamp(record.cancellation.requestedAt) },
    capabilities: {
      cancel: isCancelable(record) && (capabilities?.cancel ?? false),
      // A lost job has no record upstream to delete.
      delete: isDeletable(record) && (capabilities?.delete ?? false),
    },
    trackedAt: timestamp(record.trackedAt),
    changedAt: timestamp(record.changedAt),
    expiresAt: timestamp(record.expiresAt),
    revision: record.revision,
    links: { self, history: `${self}/history`, events: `${self}/events`, explain: `${self}/explain` },
  };
}

/** Not where the upstream has refused, or is already canceling. */
function isCancelable({ kind, state, cancellation }: JobRecord): boolean {
  return kind === 'run' && !isTerminal(state) && state !== 'canceling' && cancellation.status !== 'unsupported';
}

function isDeletable({ kind, state, deletedUpstreamAt }: JobRecord): boolean {
  return kind === 'run' && isFrozen(state) && deletedUpstreamAt === null;
}

export function presentMinimal(record: JobRecord): MinimalJobDto {
  const { id, kind, state, severity, revision } = record;
  return { id, state, terminal: kind === 'run' && isTerminal(state), severity, revision };
}

const NO_PROGRESS: Progress = { percent: null, done: null, total: null, unit: null, estimatedEndAt: null };

/** By the estimate of the poll planner where the upstream has none. */
function presentProgress({ progress, check }: JobRecord): ProgressDto | null {
  const estimatedEndAt = progress?.estimatedEndAt ?? check?.forecast?.endAt ?? null;
  if (progress === null && estimatedEndAt === null) return null;
  return { ...(progress ?? NO_PROGRESS), estimatedEndAt: timestamp(estimatedEndAt) };
}

function presentChild(child: ChildJob): ChildJobDto {
  return {
    ...child,
    result: child.result ?? null,
    startedAt: timestamp(child.startedAt),
    endedAt: timestamp(child.endedAt),
  };
}

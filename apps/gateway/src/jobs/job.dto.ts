import type {
  Attribution,
  CancellationStatus,
  JobKind,
  JobState,
  ObservationSource,
  ObservationStatus,
  Severity,
  StateReason,
  TroubleKind,
} from '#libs/jobs';

export class ProgressDto {
  /** 0–100 */
  percent: number | null;
  done: number | null;
  total: number | null;
  /** What `done` and `total` count. */
  unit: string | null;
  estimatedEndAt: string | null;
}

export class ComplaintDto {
  code: string;
  message: string;
}

/** How the job itself ended badly, in the upstream's words. */
export class JobErrorDto {
  code: string | null;
  message: string | null;
}

export class AnomalyDto {
  code: string;
  value?: string;
}

/** A part of a job that the upstream reports together with it. */
export class ChildJobDto {
  id: string | null;
  operation: string | null;
  state: JobState;
  severity: Severity;
  upstreamState: string | null;
  error: JobErrorDto | null;
  result: unknown;
  startedAt: string | null;
  endedAt: string | null;
}

export class UpstreamDto {
  id: string;
  /** The upstream's own word. */
  state: string | null;
  url: string | null;
  attribution: Attribution;
}

export class ObservationErrorDto {
  kind: TroubleKind;
  code: string;
  message: string;
}

/** How well the gateway knows the job. */
export class ObservationDto {
  status: ObservationStatus;
  observedAt: string | null;
  attemptedAt: string | null;
  nextCheckAt: string | null;
  failures: number;
  source: ObservationSource | null;
  error: ObservationErrorDto | null;
  anomalies: AnomalyDto[];
}

export class CancellationDto {
  status: CancellationStatus;
  requestedAt: string | null;
  reason: string | null;
}

export class JobCapabilitiesDto {
  cancel: boolean;
  delete: boolean;
}

export class JobLinksDto {
  self: string;
  history: string;
  events: string;
  explain: string;
}

/** One job of any upstream, in the one form that all of them share. */
export class JobDto {
  id: string;
  kind: JobKind;
  /** Pointers: the id of the run that it points to now. */
  target: string | null;
  connection: string;
  provider: string;
  name: string | null;
  operation: string | null;
  labels: Record<string, string>;
  state: JobState;
  stateReason: StateReason | null;
  terminal: boolean;
  severity: Severity;
  progress: ProgressDto | null;
  warnings: ComplaintDto[];
  error: JobErrorDto | null;
  /** The result where it is small; a large one stands behind `resultHref` alone. */
  result: unknown;
  resultHref: string | null;
  children: ChildJobDto[];
  createdAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  upstream: UpstreamDto;
  observation: ObservationDto;
  cancellation: CancellationDto;
  capabilities: JobCapabilitiesDto;
  /** null: not tracked yet. */
  trackedAt: string | null;
  changedAt: string | null;
  expiresAt: string | null;
  revision: number;
  links: JobLinksDto;
  /** With `view=full` alone: the last answer of the upstream, redacted and capped. */
  raw?: unknown;
}

export class MinimalJobDto {
  id: string;
  state: JobState;
  terminal: boolean;
  severity: Severity;
  revision: number;
}

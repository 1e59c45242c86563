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

/** How far a job has come, as far as its upstream says so, and when it is expected to end. */
export class ProgressDto {
  /** 0–100; may have decimals. */
  percent: number | null;
  done: number | null;
  total: number | null;
  /** What `done` and `total` count. */
  unit: string | null;
  /** The upstream’s estimate, or else the gateway’s, from progress or from the durations of similar jobs. Changes without a new revision. */
  estimatedEndAt: string | null;
}

/** Something that an upstream complained of without the job having failed. */
export class ComplaintDto {
  /** Kebab-case, or the upstream's own code. */
  code: string;
  message: string;
}

/** How the job itself ended badly, in the upstream's words. */
export class JobErrorDto {
  code: string | null;
  message: string | null;
}

/** Something about an answer that the mapping could not account for. Never changes the outcome. */
export class AnomalyDto {
  /** `unmapped-state`: an unrecognized upstream status; `contradicts-end`: another terminal state than the first one. */
  code: string;
  /** The upstream's value. */
  value?: string;
}

/** A part of a job that the upstream reports together with it. */
export class ChildJobDto {
  /** The upstream's own id. */
  id: string | null;
  operation: string | null;
  state: JobState;
  severity: Severity;
  /** The upstream's own status. */
  upstreamState: string | null;
  error: JobErrorDto | null;
  /** Any JSON value; null if there is none. */
  result: unknown;
  startedAt: string | null;
  endedAt: string | null;
}

/** The job in the words of its upstream. */
export class UpstreamDto {
  /** The upstream's own id. */
  id: string;
  /** The upstream's own status. */
  state: string | null;
  /** The web page of the job in the upstream. */
  url: string | null;
  /** `exact`: the upstream named the job. `inferred`: the gateway inferred it (an upstream with one unnamed status slot). */
  attribution: Attribution;
}

/** Why the last poll brought no usable response. */
export class ObservationErrorDto {
  kind: TroubleKind;
  /** The specific cause: `timeout`, `connection-refused`, `html-answer`, … */
  code: string;
  message: string;
}

/** How well the gateway knows the job. */
export class ObservationDto {
  status: ObservationStatus;
  /** Time of the last usable response. */
  observedAt: string | null;
  /** Time of the last attempt. */
  attemptedAt: string | null;
  /** null: no further poll is scheduled. */
  nextCheckAt: string | null;
  /** Consecutive attempts without a usable response. */
  failures: number;
  source: ObservationSource | null;
  error: ObservationErrorDto | null;
  anomalies: AnomalyDto[];
}

/** A wish to cancel, and what became of it. The state changes by observation alone. */
export class CancellationDto {
  status: CancellationStatus;
  requestedAt: string | null;
  /** Why the cancel was rejected or had no effect. */
  reason: string | null;
}

/** What can be done to this job at present. */
export class JobCapabilitiesDto {
  cancel: boolean;
  /** The job's record can be deleted upstream. */
  delete: boolean;
}

/** Addresses of what belongs to the job. */
export class JobLinksDto {
  self: string;
  history: string;
  events: string;
  explain: string;
}

/** One job of any upstream, in the one form that all of them share. */
export class JobDto {
  /** `<connection>~<key>` */
  id: string;
  kind: JobKind;
  /** Pointers: the id of the latest run. */
  target: string | null;
  /** The upstream system that runs it. */
  connection: string;
  /** The type of that system. */
  provider: string;
  /** A display name. */
  name: string | null;
  /** What the job does, as named by the upstream. */
  operation: string | null;
  /** Labels set by callers. */
  labels: Record<string, string>;
  state: JobState;
  stateReason: StateReason | null;
  /** No further change is expected. Never true of a pointer. */
  terminal: boolean;
  severity: Severity;
  progress: ProgressDto | null;
  warnings: ComplaintDto[];
  error: JobErrorDto | null;
  /** The result, if it is small; a large one is available only at `resultHref`. */
  result: unknown;
  resultHref: string | null;
  children: ChildJobDto[];
  /** By the upstream's clock, like `startedAt` and `endedAt`. */
  createdAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  upstream: UpstreamDto;
  observation: ObservationDto;
  cancellation: CancellationDto;
  capabilities: JobCapabilitiesDto;
  /** null: not tracked yet. */
  trackedAt: string | null;
  /** When `revision` last grew. */
  changedAt: string | null;
  /** When the gateway deletes the job; null while it has not ended. A pointer has it while nobody reads it, or while its upstream does not know it. */
  expiresAt: string | null;
  /** Starts as the time of tracking in epoch milliseconds and grows with each change; 0 while the job is not tracked. */
  revision: number;
  links: JobLinksDto;
  /** Only with `view=full`: the last raw response of the upstream, redacted and limited in size. */
  raw?: unknown;
}

/** With `view=minimal`: what somebody needs who waits for the end. */
export class MinimalJobDto {
  id: string;
  state: JobState;
  terminal: boolean;
  severity: Severity;
  revision: number;
}

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
  /** As the upstream estimates it; where it does not, as the gateway does from progress, or from how long such jobs took. Moves without a new revision. */
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
  /** `unmapped-state`: a word that no mapping knows; `contradicts-end`: another end than the one that was seen first. */
  code: string;
  /** What the upstream said. */
  value?: string;
}

/** A part of a job that the upstream reports together with it. */
export class ChildJobDto {
  /** The upstream's own id of it. */
  id: string | null;
  operation: string | null;
  state: JobState;
  severity: Severity;
  /** The upstream's own word. */
  upstreamState: string | null;
  error: JobErrorDto | null;
  /** Any JSON value; null where there is none. */
  result: unknown;
  startedAt: string | null;
  endedAt: string | null;
}

/** The job in the words of its upstream. */
export class UpstreamDto {
  /** The upstream's own id of it. */
  id: string;
  /** The upstream's own word. */
  state: string | null;
  /** Where a person finds the job upstream. */
  url: string | null;
  /** `exact`: the upstream named the job. `inferred`: the gateway concluded it (an upstream with one unnamed slot). */
  attribution: Attribution;
}

/** Why the last look brought no usable answer. */
export class ObservationErrorDto {
  kind: TroubleKind;
  /** The finer cause: `timeout`, `connection-refused`, `html-answer`, … */
  code: string;
  message: string;
}

/** How well the gateway knows the job. */
export class ObservationDto {
  status: ObservationStatus;
  /** The last usable answer. */
  observedAt: string | null;
  /** The last try, whatever came of it. */
  attemptedAt: string | null;
  /** null: nothing more is expected. */
  nextCheckAt: string | null;
  /** Tries in a row that brought no usable answer. */
  failures: number;
  source: ObservationSource | null;
  error: ObservationErrorDto | null;
  anomalies: AnomalyDto[];
}

/** A wish to cancel, and what became of it. The state changes by observation alone. */
export class CancellationDto {
  status: CancellationStatus;
  requestedAt: string | null;
  /** Why it was rejected, or had no effect. */
  reason: string | null;
}

/** What can be done to this job at present. */
export class JobCapabilitiesDto {
  cancel: boolean;
  /** Its record can be deleted upstream. */
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
  /** Pointers: the id of the run that it points to now. */
  target: string | null;
  /** The upstream system that runs it. */
  connection: string;
  /** What kind of system that is. */
  provider: string;
  /** A name for people. */
  name: string | null;
  /** What the job does, in the upstream's words. */
  operation: string | null;
  /** What clients noted of it. */
  labels: Record<string, string>;
  state: JobState;
  stateReason: StateReason | null;
  /** Nothing more is expected to happen. Never true of a pointer. */
  terminal: boolean;
  severity: Severity;
  progress: ProgressDto | null;
  warnings: ComplaintDto[];
  error: JobErrorDto | null;
  /** The result where it is small; a large one stands behind `resultHref` alone. */
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
  /** When the gateway forgets the job; null while it has not ended. Of a pointer: once nobody has read it for long, or its upstream denies it. */
  expiresAt: string | null;
  /** Begins with the time of tracking, in epoch milliseconds, and grows by one with each change that matters to callers; 0 while the job is not tracked. */
  revision: number;
  links: JobLinksDto;
  /** With `view=full` alone: the last answer of the upstream, redacted and capped. */
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

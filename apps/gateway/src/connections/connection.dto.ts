import type { JobKind, JobState } from '#libs/jobs';
import type { ConnectionStatus } from './connection.watch.js';

/** What the upstream can do. */
export class ConnectionCapabilitiesDto {
  cancel: boolean;
  delete: boolean;
  start: boolean;
  list: boolean;
  runs: boolean;
  push: boolean;
  pointers: boolean;
}

/** A form that keys of this connection have. */
export class KeyFormDto {
  form: string;
  kind: JobKind;
  example: string;
  meaning: string;
}

export class CircuitDto {
  status: 'closed' | 'open';
  /** While open: when one call is let through to try. */
  probeAt: string | null;
  /** What opened it. */
  cause: string | null;
}

export class ConnectionTroubleDto {
  kind: string;
  code: string;
  message: string;
  at: string;
}

export class ConnectionHealthDto {
  /** `up`, `down` (no calls are let through), `unattended` (no worker cares for it). */
  status: ConnectionStatus;
  /** Moving average of the upstream's answers. */
  latencyMs: number | null;
  lastCheckAt: string | null;
  lastSuccessAt: string | null;
  lastTrouble: ConnectionTroubleDto | null;
  circuit: CircuitDto;
}

/** What the configuration allows. */
export class BudgetDto {
  concurrency: number;
  /** null: not limited. */
  requestsPerSecond: number | null;
  throttledUntil: string | null;
}

export class ScheduleDto {
  /** Jobs that are looked at from time to time. */
  scheduled: number;
  /** Of these, jobs that are due now. */
  due: number;
}

/** One configured upstream system. */
export class ConnectionDto {
  name: string;
  provider: string;
  title: string;
  capabilities: ConnectionCapabilitiesDto;
  keys: KeyFormDto[];
  /** The documented words of the upstream, and the state that each becomes. */
  states: Record<string, JobState>;
  health: ConnectionHealthDto;
  budget: BudgetDto;
  /** Calls under way. */
  inFlight: number;
  schedule: ScheduleDto;
  /** Tracked jobs by state. */
  jobs: Record<JobState, number>;
  /** Seconds between an end and its detection; null while not measured. */
  detectionLag: number | null;
}

export class ConnectionListDto {
  connections: ConnectionDto[];
}

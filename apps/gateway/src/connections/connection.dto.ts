import type { JobKind, JobState } from '#libs/jobs';
import { ApiProperty } from '@nestjs/swagger';
import type { ConnectionStatus } from './connection.status.js';

/** What the upstream can do. */
export class ConnectionCapabilitiesDto {
  cancel: boolean;
  /** Records of ended jobs can be deleted upstream. */
  delete: boolean;
  start: boolean;
  /** The upstream can list its active jobs. */
  list: boolean;
  /** The upstream can list the earlier runs of a pointer. */
  runs: boolean;
  /** The upstream pushes the ends of jobs. */
  push: boolean;
  pointers: boolean;
}

/** A form that keys of this connection have. */
export class KeyFormDto {
  /** @example 'config-<number>' */
  form: string;
  kind: JobKind;
  example: string;
  meaning: string;
}

/** Whether calls are let through. */
export class CircuitDto {
  status: 'closed' | 'open';
  /** While the circuit breaker is open: when one probe call is allowed. */
  probeAt: string | null;
  /** The error that opened it. */
  cause: string | null;
}

/** The last call that brought no usable answer. */
export class ConnectionTroubleDto {
  kind: string;
  code: string;
  message: string;
  at: string;
}

/** How the upstream system is doing. */
export class ConnectionHealthDto {
  /** `up`, `down` (the circuit breaker is open), `unattended` (no worker holds its lease). */
  status: ConnectionStatus;
  /** Moving average of the upstream's response time. */
  latencyMs: number | null;
  lastCheckAt: string | null;
  lastSuccessAt: string | null;
  lastTrouble: ConnectionTroubleDto | null;
  circuit: CircuitDto;
}

/** What the upstream reports by itself. */
export class PushDto {
  status: 'connected' | 'disconnected';
  /** A short code for the cause. */
  reason: string;
  since: string;
  /** When it last pushed a message about a job. */
  lastMessageAt: string | null;
  /**
   * Push coverage, 0 to 1: the part of recent job ends that were pushed. If it is low, jobs are polled as if there were no push.
   * @example 0.98
   */
  foretold: number;
}

/** What the configuration allows. */
export class BudgetDto {
  /** Maximum number of concurrent calls. */
  concurrency: number;
  /** null: unlimited. */
  requestsPerSecond: number | null;
  /** Rate-limited by the upstream until this time. */
  throttledUntil: string | null;
}

/** The work ahead. */
export class ScheduleDto {
  /** Jobs with a scheduled poll. */
  scheduled: number;
  /** Scheduled jobs that are due now. */
  due: number;
}

/** One configured upstream system. */
export class ConnectionDto {
  /** @example 'dm-prod' */
  name: string;
  /** @example 'datameer' */
  provider: string;
  /** The provider's display name. */
  title: string;
  capabilities: ConnectionCapabilitiesDto;
  keys: KeyFormDto[];
  /** The documented statuses of the upstream, and the states that they map to. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/JobState' } })
  states: Record<string, JobState>;
  health: ConnectionHealthDto;
  /** null: the upstream does not support push, or it is not enabled. */
  push: PushDto | null;
  budget: BudgetDto;
  /** Calls in progress. */
  inFlight: number;
  schedule: ScheduleDto;
  /** Tracked jobs by state. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', minimum: 0 } })
  jobs: Record<JobState, number>;
  /** Mean seconds between the end of a job and its detection, over the last ends; null: none was observed yet. */
  detectionLag: number | null;
}

/** The upstream systems that a caller may see. */
export class ConnectionListDto {
  connections: ConnectionDto[];
  /** Whether these are all connections that the caller can see. */
  complete: boolean;
  /** The connections that cannot be read at the moment. */
  unreachable: string[];
}

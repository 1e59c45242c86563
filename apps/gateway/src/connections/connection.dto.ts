import type { JobKind, JobState } from '#libs/jobs';
import { ApiProperty } from '@nestjs/swagger';
import type { ConnectionStatus } from './connection.status.js';

/** What the upstream can do. */
export class ConnectionCapabilitiesDto {
  cancel: boolean;
  /** Records of ended jobs can be deleted upstream. */
  delete: boolean;
  start: boolean;
  /** It lists its active jobs. */
  list: boolean;
  /** It knows the earlier runs of a pointer. */
  runs: boolean;
  /** It tells of ends by itself. */
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
  /** While open: when one call is let through to try. */
  probeAt: string | null;
  /** What opened it. */
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
  /** `up`, `down` (no calls are let through), `unattended` (no worker cares for it). */
  status: ConnectionStatus;
  /** Moving average of the upstream's answers. */
  latencyMs: number | null;
  lastCheckAt: string | null;
  lastSuccessAt: string | null;
  lastTrouble: ConnectionTroubleDto | null;
  circuit: CircuitDto;
}

/** What the upstream tells by itself. */
export class PushDto {
  status: 'connected' | 'disconnected';
  /** A short code: why it is so. */
  reason: string;
  since: string;
  /** When it last told of a job. */
  lastMessageAt: string | null;
  /**
   * Of the ends seen lately, the part that it told of, 0 to 1. Where it is low, jobs are looked at as if there were no push.
   * @example 0.98
   */
  foretold: number;
}

/** What the configuration allows. */
export class BudgetDto {
  /** Calls at the same time. */
  concurrency: number;
  /** null: not limited. */
  requestsPerSecond: number | null;
  /** The upstream wants no call before this. */
  throttledUntil: string | null;
}

/** The work ahead. */
export class ScheduleDto {
  /** Jobs that are looked at from time to time. */
  scheduled: number;
  /** Of these, jobs that are due now. */
  due: number;
}

/** One configured upstream system. */
export class ConnectionDto {
  /** @example 'dm-prod' */
  name: string;
  /** @example 'datameer' */
  provider: string;
  /** The provider's name for people. */
  title: string;
  capabilities: ConnectionCapabilitiesDto;
  keys: KeyFormDto[];
  /** The documented words of the upstream, and the state that each becomes. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/JobState' } })
  states: Record<string, JobState>;
  health: ConnectionHealthDto;
  /** null: the upstream tells nothing by itself, or is not asked to. */
  push: PushDto | null;
  budget: BudgetDto;
  /** Calls under way. */
  inFlight: number;
  schedule: ScheduleDto;
  /** Tracked jobs by state. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', minimum: 0 } })
  jobs: Record<JobState, number>;
  /** Seconds between an end and its detection, the mean of the last ones; null: none was seen yet. */
  detectionLag: number | null;
}

/** The upstream systems that a caller may see. */
export class ConnectionListDto {
  connections: ConnectionDto[];
  /** Whether these are all that the caller may see. */
  complete: boolean;
  /** The others, of which nothing can be read at the moment. */
  unreachable: string[];
}

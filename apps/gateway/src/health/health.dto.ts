import { ApiProperty } from '@nestjs/swagger';

const WORDS = ['ok', 'failed', 'unknown', 'skewed'] as const;

/** Whether the gateway can do its work. */
export class HealthDto {
  status: 'ok' | 'failed';
  /** One entry for each thing that was checked. `unknown`: what would know is away itself. `clock`, which is there only while it is `skewed`: the wall clock of the process is wrong; it goes by that of Redis and works rightly. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', enum: [...WORDS] } })
  checks: Record<string, (typeof WORDS)[number]>;
}

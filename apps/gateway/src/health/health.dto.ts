import { ApiProperty } from '@nestjs/swagger';

const WORDS = ['ok', 'failed', 'unknown', 'skewed'] as const;

/** Whether the gateway can do its work. */
export class HealthDto {
  status: 'ok' | 'failed';
  /** One entry for each check. `unknown`: the check could not be evaluated. `clock` is present only while it is `skewed`: the process has clock skew against Redis, whose time it uses instead. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', enum: [...WORDS] } })
  checks: Record<string, (typeof WORDS)[number]>;
}

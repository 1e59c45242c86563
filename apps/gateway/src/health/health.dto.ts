import { ApiProperty } from '@nestjs/swagger';

const WORDS = ['ok', 'failed', 'unknown'] as const;

/** Whether the gateway can do its work. */
export class HealthDto {
  status: 'ok' | 'failed';
  /** One entry for each thing that was checked. `unknown`: what would know is away itself. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', enum: [...WORDS] } })
  checks: Record<string, (typeof WORDS)[number]>;
}

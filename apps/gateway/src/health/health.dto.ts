import { ApiProperty } from '@nestjs/swagger';

/** Whether the gateway can do its work. */
export class HealthDto {
  status: 'ok' | 'failed';
  /** One entry for each thing that was checked. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', enum: ['ok', 'failed'] } })
  checks: Record<string, 'ok' | 'failed'>;
}

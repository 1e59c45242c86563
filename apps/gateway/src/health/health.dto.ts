export class HealthDto {
  status: 'ok' | 'failed';
  /** One entry for each thing that was checked. */
  checks: Record<string, 'ok' | 'failed'>;
}

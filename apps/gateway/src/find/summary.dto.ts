import { ApiProperty } from '@nestjs/swagger';
import type { JobState } from '#libs/jobs';

/** How many jobs have these things in common. */
export class SummaryGroupDto {
  /** If jobs are grouped by connection. */
  connection?: string;
  /** If jobs are grouped by provider. */
  provider?: string;
  /** If jobs are grouped by state. */
  state?: JobState;
  count: number;
}

/** How many jobs there are. */
export class SummaryDto {
  /** In the order of the configuration, then of the states. Empty groups are left out. */
  groups: SummaryGroupDto[];
  /** Total of all groups. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  total: number;
  /** Whether the data of all requested connections is fresh. */
  complete: boolean;
  /** The connections whose data is stale. */
  unreachable: string[];
}

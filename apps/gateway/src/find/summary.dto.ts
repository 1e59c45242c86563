import { ApiProperty } from '@nestjs/swagger';
import type { JobState } from '#libs/jobs';

/** How many jobs have these things in common. */
export class SummaryGroupDto {
  /** Where jobs are counted by connection. */
  connection?: string;
  /** Where jobs are counted by provider. */
  provider?: string;
  /** Where jobs are counted by state. */
  state?: JobState;
  count: number;
}

/** How many jobs there are. */
export class SummaryDto {
  /** In the order of the configuration, then of the states. Groups without any job are left out. */
  groups: SummaryGroupDto[];
  /** Of all groups together. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  total: number;
  /** Whether the data of all connections asked for is as fresh as it should be. */
  complete: boolean;
  /** The connections whose data is stale. */
  unreachable: string[];
}

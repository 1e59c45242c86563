import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { JobDto } from '../jobs/job.dto.js';
import { IsIds, IsRevisions, MAX_IDS } from './batch.validators.js';

/** Many jobs at once, each on its own. */
export class ReadJobsDto {
  /**
   * At most 200. What has the wrong form names no job.
   * @example ["dm-prod~9", "hmc-lab~86e44546-107f-11e1-bde0-0010184c8334"]
   */
  @ApiProperty({ type: [String], maxItems: MAX_IDS })
  @IsIds()
  ids: string[];

  /**
   * By id, the revision that the caller has already: if it is still the present one, the item is 304 and has no job.
   * @example { "dm-prod~9": 1795248001516 }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', format: 'int64', minimum: 0 } })
  @IsOptional()
  @IsRevisions()
  ifRevision?: Record<string, number>;
}

/** One of the jobs asked for. */
export class BatchItemDto {
  /** As it was asked for. */
  id: string;
  /** 304: the revision is the one that the caller has. 404: not tracked, no id of a job, or not to be seen. 500: its record cannot be read. 503: where it is stored is away. */
  @ApiProperty({ enum: [200, 304, 404, 500, 503] })
  status: 200 | 304 | 404 | 500 | 503;
  /** With 200 alone. */
  job?: JobDto;
}

/** What became of each id, in the order asked for. */
export class BatchDto {
  items: BatchItemDto[];
}

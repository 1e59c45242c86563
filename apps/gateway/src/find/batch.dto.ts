import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { JobDto } from '../jobs/job.dto.js';
import { IsIds, IsRevisions, MAX_IDS } from './batch.validators.js';

/** Many jobs at once, each on its own. */
export class ReadJobsDto {
  /**
   * At most 200. An invalid id has the status 404.
   * @example ["dm-prod~9", "hmc-lab~86e44546-107f-11e1-bde0-0010184c8334"]
   */
  @ApiProperty({ type: [String], maxItems: MAX_IDS })
  @IsIds()
  ids: string[];

  /**
   * The known revision of each id: if it is still current, the item has the status 304 and no job.
   * @example { "dm-prod~9": 1795248001516 }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer', format: 'int64', minimum: 0 } })
  @IsOptional()
  @IsRevisions()
  ifRevision?: Record<string, number>;
}

/** One of the jobs asked for. */
export class BatchItemDto {
  /** As in the request. */
  id: string;
  /** 304: the known revision is current. 404: invalid, not tracked or hidden from the caller. 500: the stored record cannot be decoded. 503: its Redis node is unreachable. */
  @ApiProperty({ enum: [200, 304, 404, 500, 503] })
  status: 200 | 304 | 404 | 500 | 503;
  /** Only with 200. */
  job?: JobDto;
}

/** What became of each id, in the order asked for. */
export class BatchDto {
  items: BatchItemDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { JobDto } from '../jobs/job.dto.js';

const MAX_IDS = 200;

function IsIds(): PropertyDecorator {
  const validate = (value: unknown) =>
    Array.isArray(value) && value.length <= MAX_IDS && value.every((id) => typeof id === 'string');
  const defaultMessage = () => `must be a list of at most ${MAX_IDS} ids`;
  return ValidateBy({ name: 'isIds', validator: { validate, defaultMessage } });
}

function IsRevisions(): PropertyDecorator {
  const defaultMessage = () => 'must be an object of ids and their revisions: whole numbers from 0';
  return ValidateBy({ name: 'isRevisions', validator: { validate: areRevisions, defaultMessage } });
}

function areRevisions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((revision) => Number.isSafeInteger(revision) && (revision as number) >= 0);
}

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

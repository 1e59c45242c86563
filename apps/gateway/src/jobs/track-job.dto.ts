import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { IsMoment } from '../http/moment.validator.js';
import { IsLabels } from './labels.validator.js';

/** Names one job: by `id`, by `connection` and `key`, or by `connection` and `url`. */
export class TrackJobDto {
  /**
   * `<connection>~<key>`
   * @example 'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334'
   */
  @IsOptional()
  @IsString()
  id?: string;

  /** Name of a connection, with `key` or `url`. */
  @IsOptional()
  @IsString()
  connection?: string;

  /** The job's key in the upstream. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  key?: string;

  /** An upstream job URL, its path, or the value of a `Location` header. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2048)
  url?: string;

  /** A display name. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  name?: string;

  /**
   * Up to 32 labels; names of letters, digits and `. _ - /`, values up to 256 characters.
   * @example { "team": "bi" }
   */
  @IsOptional()
  @IsLabels({ nullable: false })
  labels?: Record<string, string>;

  /** RFC 3339. If the job has not ended by then, it becomes `lost` (`stateReason: deadline`). */
  @IsOptional()
  @IsMoment()
  deadline?: string;

  /**
   * The id of one of the caller’s subscriptions, or a URL, to which each change of this job is posted. For a new URL a subscription is created that receives events only for the jobs that name it.
   * @example 'https://hooks.example.com/jobgate'
   */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2048)
  webhook?: string;
}

/** What of a tracked job a client may change. */
export class DescribeJobDto {
  /** null removes the name. */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(256)
  name?: string | null;

  /**
   * Merged into the existing labels (RFC 7396): a label with the value null is removed.
   * @example { "team": "bi", "obsolete": null }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: ['string', 'null'] } })
  @IsOptional()
  @IsLabels({ nullable: true })
  labels?: Record<string, string | null>;
}

import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_FILTER_VALUES } from '#libs/jobs';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsMoment } from '../http/moment.validator.js';
import { IsSeveral, LABEL_FILTER } from './several.validator.js';

const MAX_TEXT_LENGTH = 256;

/** Several values, or null where it is not narrowed by them. */
function Several(words?: readonly string[]): PropertyDecorator {
  const items = { type: 'string', ...(words ? { enum: [...words] } : {}) };
  return ApiProperty({ required: false, nullable: true, type: 'array', items });
}

const Time = () => ApiProperty({ required: false, nullable: true, type: 'string', format: 'date-time' });

/** What a subscription is narrowed to: the filters of the list. Values of one member are alternatives; all members have to fit. */
export class FilterMembersDto {
  /** Names of connections that the caller may see. */
  @Several()
  @IsOptional()
  @IsSeveral()
  connection?: string[] | null;

  /** Names of providers. */
  @Several()
  @IsOptional()
  @IsSeveral()
  provider?: string[] | null;

  /** Runs or pointers. */
  @Several(JOB_KINDS)
  @IsOptional()
  @IsSeveral(JOB_KINDS)
  kind?: string[] | null;

  /** States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). */
  @Several(STATE_FILTER_VALUES)
  @IsOptional()
  @IsSeveral(STATE_FILTER_VALUES)
  state?: string[] | null;

  /** Severities. */
  @Several(SEVERITIES)
  @IsOptional()
  @IsSeveral(SEVERITIES)
  severity?: string[] | null;

  /** How well the job is known. */
  @Several(OBSERVATION_STATUSES)
  @IsOptional()
  @IsSeveral(OBSERVATION_STATUSES)
  observation?: string[] | null;

  /** Operations, in the upstream’s words. */
  @Several()
  @IsOptional()
  @IsSeveral()
  operation?: string[] | null;

  /** `name:value`; all of them have to fit. */
  @Several()
  @IsOptional()
  @IsSeveral(LABEL_FILTER)
  label?: string[] | null;

  /** A part of the id, the name or the operation, in any case. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT_LENGTH)
  q?: string | null;

  /** Changed at this time or later. */
  @Time()
  @IsOptional()
  @IsMoment()
  updatedSince?: string | null;

  /** Started at this time or later. */
  @Time()
  @IsOptional()
  @IsMoment()
  startedAfter?: string | null;

  /** Started before this time. */
  @Time()
  @IsOptional()
  @IsMoment()
  startedBefore?: string | null;
}

import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_FILTER_VALUES } from '#libs/jobs';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsMoment } from '../http/moment.validator.js';
import { IsSeveral, LABEL_FILTER } from './several.validator.js';

const MAX_TEXT_LENGTH = 256;

/** Several values, or null: any. `allowed`: the values, or their pattern. */
function Several(allowed?: readonly string[] | RegExp): PropertyDecorator {
  const words = allowed instanceof RegExp ? undefined : allowed;
  const items = { type: 'string', ...(words ? { enum: [...words] } : {}) };
  return applyDecorators(
    ApiProperty({ required: false, nullable: true, type: 'array', items }),
    IsOptional(),
    IsSeveral(allowed),
  );
}

const Time = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false, nullable: true, type: 'string', format: 'date-time' }),
    IsOptional(),
    IsMoment(),
  );

/** What a subscription is narrowed to: the filters of the list. Values of one member are alternatives; all members have to fit. */
export class FilterMembersDto {
  /** Names of connections that the caller may see. */
  @Several()
  connection?: string[] | null;

  /** Names of providers. */
  @Several()
  provider?: string[] | null;

  /** Runs or pointers. */
  @Several(JOB_KINDS)
  kind?: string[] | null;

  /** States; besides, `active` (not terminal, not idle), `terminal`, and `attention` (lost, with anomalies, canceled in vain, or not freshly known). */
  @Several(STATE_FILTER_VALUES)
  state?: string[] | null;

  /** Severities. */
  @Several(SEVERITIES)
  severity?: string[] | null;

  /** How well the job is known. */
  @Several(OBSERVATION_STATUSES)
  observation?: string[] | null;

  /** Operations, in the upstream’s words. */
  @Several()
  operation?: string[] | null;

  /** `name:value`; all of them have to fit. */
  @Several(LABEL_FILTER)
  label?: string[] | null;

  /** A part of the id, the name or the operation, in any case. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT_LENGTH)
  q?: string | null;

  /** Changed at this time or later. */
  @Time()
  updatedSince?: string | null;

  /** Started at this time or later. */
  @Time()
  startedAfter?: string | null;

  /** Started before this time. */
  @Time()
  startedBefore?: string | null;
}

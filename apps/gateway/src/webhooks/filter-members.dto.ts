import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_FILTER_VALUES } from '#libs/jobs';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength, ValidateBy } from 'class-validator';
import { IsMoment } from '../http/moment.validator.js';

const MAX_VALUES = 100;
const MAX_VALUE_LENGTH = 512;

const LABEL_FILTER = /^[^:]+:/;

/** An array of strings: any, of a list, or of a pattern. */
function IsSeveral(allowed?: readonly string[] | RegExp): PropertyDecorator {
  const fits = (value: unknown) => {
    if (typeof value !== 'string' || value === '' || value.length > MAX_VALUE_LENGTH) return false;
    if (allowed === undefined) return true;
    return allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value);
  };
  const form = allowed === undefined ? 'texts' : allowed instanceof RegExp ? 'texts of the form name:value' : '';
  return ValidateBy({
    name: 'isSeveral',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.length > 0 && value.length <= MAX_VALUES && value.every(fits),
      defaultMessage: () =>
        `must be a list of 1 to ${MAX_VALUES} ${form || `of ${(allowed as readonly string[]).join(', ')}`}`,
    },
  });
}

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
  /** Names of connections that the caller can see. */
  @Several()
  connection?: string[] | null;

  /** Provider names. */
  @Several()
  provider?: string[] | null;

  /** Runs or pointers. */
  @Several(JOB_KINDS)
  kind?: string[] | null;

  /** States, or the groups `active` (not terminal, not idle), `terminal` and `attention` (lost, with anomalies, not fresh, or with a cancel that had no effect). */
  @Several(STATE_FILTER_VALUES)
  state?: string[] | null;

  /** Severities. */
  @Several(SEVERITIES)
  severity?: string[] | null;

  /** Values of `observation.status`. */
  @Several(OBSERVATION_STATUSES)
  observation?: string[] | null;

  /** Operations, as named by the upstream. */
  @Several()
  operation?: string[] | null;

  /** `name:value`; all must match. */
  @Several(LABEL_FILTER)
  label?: string[] | null;

  /** A substring of the id, name or operation, case-insensitive. */
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

import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_FILTER_VALUES } from '#libs/jobs';
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { limitQuery, query } from '../documentation/openapi.operation.js';
import { DEFAULT_LIMIT, MAX_LIMIT, SORTS } from './job-list.query.js';

/** The filters that a list, a stream of events and a subscription share. */
export function FilterParameters(): MethodDecorator {
  return applyDecorators(
    several('connection', 'Connection names.'),
    several('provider', 'Provider names.'),
    several('kind', 'Runs or pointers.', JOB_KINDS),
    several(
      'state',
      `States, or the groups \`active\` (not terminal, not idle), \`terminal\` and \`attention\` (lost, with anomalies, not fresh, or with a cancel that had no effect).`,
      STATE_FILTER_VALUES,
    ),
    several('severity', 'Severities.', SEVERITIES),
    several('observation', 'Values of `observation.status`.', OBSERVATION_STATUSES),
    several('operation', 'Operations, as named by the upstream.'),
    ApiQuery({
      name: 'label',
      required: false,
      description: '`name:value`. Repeat the parameter for several labels; all must match.',
      style: 'form',
      explode: true,
      schema: { type: 'array', items: { type: 'string' } },
    }),
    query('q', 'A substring of the id, name or operation, case-insensitive.'),
    query('updatedSince', 'Changed at this time or later.', { type: 'string', format: 'date-time' }),
    query('startedAfter', 'Started at this time or later.', { type: 'string', format: 'date-time' }),
    query('startedBefore', 'Started before this time.', { type: 'string', format: 'date-time' }),
  );
}

export function PageParameters(): MethodDecorator {
  return applyDecorators(
    query(
      'sort',
      'The order. A leading hyphen sorts in descending order. Jobs without a value come last in both directions. Any order but `changedAt` and `startedAt` requires filters on `connection` and `state` that match at most 5,000 jobs.',
      { type: 'string', enum: [...SORTS], default: SORTS[0] },
    ),
    limitQuery('Jobs', DEFAULT_LIMIT, MAX_LIMIT),
    query('cursor', '`nextCursor` of the previous page.'),
  );
}

export function several(name: string, description: string, words?: readonly string[]): MethodDecorator {
  return ApiQuery({
    name,
    required: false,
    description: `${description} Separate several values with commas, or repeat the parameter.`,
    style: 'form',
    explode: false,
    schema: { type: 'array', items: { type: 'string', ...(words ? { enum: [...words] } : {}) } },
  });
}

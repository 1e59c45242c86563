import { JOB_KINDS, OBSERVATION_STATUSES, SEVERITIES, STATE_FILTER_VALUES } from '#libs/jobs';
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { query } from '../documentation/openapi.operation.js';
import { DEFAULT_LIMIT, MAX_LIMIT, SORTS } from './job-list.query.js';

/** The filters that a list, a stream of events and a subscription share. */
export function FilterParameters(): MethodDecorator {
  return applyDecorators(
    several('connection', 'Names of connections.'),
    several('provider', 'Names of providers.'),
    several('kind', 'Runs or pointers.', JOB_KINDS),
    several(
      'state',
      `States; besides, \`active\` (not terminal, not idle), \`terminal\`, and \`attention\` (lost, with anomalies, canceled in vain, or not freshly known).`,
      STATE_FILTER_VALUES,
    ),
    several('severity', 'Severities.', SEVERITIES),
    several('observation', 'How well the job is known.', OBSERVATION_STATUSES),
    several('operation', 'Operations, in the upstream’s words.'),
    ApiQuery({
      name: 'label',
      required: false,
      description: '`name:value`. In repeated parameters; all have to fit.',
      style: 'form',
      explode: true,
      schema: { type: 'array', items: { type: 'string' } },
    }),
    query('q', 'A part of the id, the name or the operation, in any case.'),
    query('updatedSince', 'Changed at this time or later.', { type: 'string', format: 'date-time' }),
    query('startedAfter', 'Started at this time or later.', { type: 'string', format: 'date-time' }),
    query('startedBefore', 'Started before this time.', { type: 'string', format: 'date-time' }),
  );
}

export function PageParameters(): MethodDecorator {
  return applyDecorators(
    query(
      'sort',
      'The order. With a hyphen, the latest come first, or the names backwards; what has no such time or name comes last, both ways round. Anything else than `changedAt` and `startedAt` wants a list that `connection` and `state` have narrowed to 5,000 jobs.',
      { type: 'string', enum: [...SORTS], default: SORTS[0] },
    ),
    query('limit', `Jobs per page. More than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`, {
      type: 'integer',
      minimum: 1,
      default: DEFAULT_LIMIT,
    }),
    query('cursor', '`nextCursor` of the page before.'),
  );
}

export function several(name: string, description: string, words?: readonly string[]): MethodDecorator {
  return ApiQuery({
    name,
    required: false,
    description: `${description} Several stand with commas, or in repeated parameters.`,
    style: 'form',
    explode: false,
    schema: { type: 'array', items: { type: 'string', ...(words ? { enum: [...words] } : {}) } },
  });
}

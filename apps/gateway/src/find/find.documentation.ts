import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { headers } from '../documentation/openapi.headers.js';
import { Problems, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { JOB_EXAMPLE } from '../jobs/job.example.js';
import { several } from '../jobs/job-list.parameters.js';
import { BatchDto, ReadJobsDto } from './batch.dto.js';
import { SummaryDto } from './summary.dto.js';
import { DEFAULT_GROUPING, GROUPINGS, SUMMARY_STATE_WORDS } from './summary.query.js';

const SUMMARY_EXAMPLE: SummaryDto = {
  groups: [
    { connection: 'dm-prod', state: 'running', count: 3 },
    { connection: 'dm-prod', state: 'succeeded', count: 1204 },
    { connection: 'hmc-lab', state: 'failed', count: 1 },
  ],
  total: 1208,
  complete: false,
  unreachable: ['hmc-lab'],
};

export function DocumentsSummary(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'summarizeJobs' }),
    several('groupBy', `What jobs are counted by; without it by ${DEFAULT_GROUPING.join(' and ')}.`, GROUPINGS),
    several('connection', 'Names of connections.'),
    several('provider', 'Names of providers.'),
    several('state', 'States; besides, `active` (not terminal, not idle) and `terminal`.', SUMMARY_STATE_WORDS),
    ApiResponse({
      status: 200,
      description:
        'How many jobs there are. `complete` is false when the data of a connection is stale; `unreachable` names it.',
      type: SummaryDto,
      headers: headers('Cache-Control', 'Vary'),
      example: SUMMARY_EXAMPLE,
    }),
    Problems('invalid-request'),
  );
}

export function DocumentsBatch(): MethodDecorator {
  const ids = ['dm-prod~9', 'dm-prod~10', 'hmc-lab~unknown'];
  return applyDecorators(
    ApiOperation({ operationId: 'readJobs' }),
    ApiBody({
      type: ReadJobsDto,
      examples: {
        ids: { summary: 'Several jobs', value: { ids } },
        ifRevision: { summary: 'Only what is new', value: { ids, ifRevision: { 'dm-prod~10': 4 } } },
      },
    }),
    ApiResponse({
      status: 200,
      description: 'One item for each id, in the order asked for.',
      type: BatchDto,
      headers: headers('Cache-Control', 'Vary'),
      example: {
        items: [
          { id: ids[0], status: 200, job: JOB_EXAMPLE },
          { id: ids[1], status: 304 },
          { id: ids[2], status: 404 },
        ],
      },
    }),
    Problems('invalid-request'),
    ProblemsOfBody(),
  );
}

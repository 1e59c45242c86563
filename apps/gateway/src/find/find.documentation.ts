import { ApiBody } from '@nestjs/swagger';
import { answer, operation } from '../documentation/openapi.operation.js';
import { Problems, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { JOB_EXAMPLE } from '../jobs/job.example.js';
import { several } from '../jobs/job-list.parameters.js';
import { BatchDto, ReadJobsDto } from './batch.dto.js';
import { SummaryDto } from './summary.dto.js';
import { DEFAULT_GROUPING, GROUPINGS, SUMMARY_STATES } from './summary.query.js';

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

export const DocumentsSummary = operation(
  'summarizeJobs',
  several('groupBy', `The grouping; the default is ${DEFAULT_GROUPING.join(' and ')}.`, GROUPINGS),
  several('connection', 'Connection names.'),
  several('provider', 'Provider names.'),
  several('state', 'States, or the groups `active` (not terminal, not idle) and `terminal`.', SUMMARY_STATES),
  answer(
    200,
    'The counts. `complete` is false if the data of a connection is stale; `unreachable` names it.',
    SummaryDto,
    SUMMARY_EXAMPLE,
  ),
  Problems('invalid-request'),
);

const IDS = ['dm-prod~9', 'dm-prod~10', 'hmc-lab~unknown'];

export const DocumentsBatch = operation(
  'readJobs',
  ApiBody({
    type: ReadJobsDto,
    examples: {
      ids: { summary: 'Several jobs', value: { ids: IDS } },
      ifRevision: { summary: 'Only changed jobs', value: { ids: IDS, ifRevision: { 'dm-prod~10': 4 } } },
    },
  }),
  answer(200, 'One item for each id, in the order of the request.', BatchDto, {
    items: [
      { id: IDS[0], status: 200, job: JOB_EXAMPLE },
      { id: IDS[1], status: 304 },
      { id: IDS[2], status: 404 },
    ],
  }),
  Problems('invalid-request'),
  ProblemsOfBody(),
);

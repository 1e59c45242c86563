import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import {
  ConditionalHeader,
  FreshnessHeaders,
  ListPreconditionHeaders,
  PreconditionHeaders,
} from '../documentation/openapi.request-headers.js';
import type { HeaderName } from '../documentation/openapi.headers.js';
import { answer, answerOf, operation, query } from '../documentation/openapi.operation.js';
import { Problems, PROBLEMS_OF_TRACKING, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { IDEMPOTENCY_PROBLEMS } from '../idempotency/idempotent.decorator.js';
import { JobDto, MinimalJobDto } from './job.dto.js';
import { JOB_EXAMPLE } from './job.example.js';
import { JobIdParameter } from './job.parameters.js';
import { JobListDto } from './job-list.dto.js';
import { FilterParameters, PageParameters } from './job-list.parameters.js';
import { DescribeJobDto, TrackJobDto } from './track-job.dto.js';

const JOB_HEADERS: HeaderName[] = [
  ...(['ETag', 'Last-Modified', 'Age', 'Cache-Control', 'Cache-Status', 'Retry-After', 'Vary'] as const),
];
const WEBHOOK_PROBLEMS = ['webhook-target-refused', 'too-many-webhooks'] as const;
const MINIMAL_EXAMPLE: MinimalJobDto = {
  id: 'dm-prod~9',
  state: 'succeeded',
  terminal: true,
  severity: 'warning',
  revision: JOB_EXAMPLE.revision,
};
const PENDING_EXAMPLE: JobDto = {
  ...JOB_EXAMPLE,
  operation: null,
  labels: {},
  state: 'unknown',
  terminal: false,
  severity: 'unknown',
  progress: null,
  warnings: [],
  result: null,
  resultHref: null,
  startedAt: null,
  endedAt: null,
  upstream: { id: '9', state: null, url: null, attribution: 'exact' },
  observation: { ...JOB_EXAMPLE.observation, status: 'never', observedAt: null, attemptedAt: null, source: null },
  trackedAt: null,
  changedAt: null,
  expiresAt: null,
  revision: 0,
};

const EITHER_VIEW = { anyOf: [{ $ref: getSchemaPath(JobDto) }, { $ref: getSchemaPath(MinimalJobDto) }] };

export const DocumentsList = operation(
  'listJobs',
  FilterParameters(),
  PageParameters(),
  answer(
    200,
    'One page. `complete` is false if the data of a connection is stale; `unreachable` names it.',
    JobListDto,
    { jobs: [JOB_EXAMPLE], nextCursor: null, complete: true, unreachable: [] },
  ),
  Problems('invalid-request', 'invalid-cursor', 'quota-exceeded', 'too-many-refusals', 'too-many-heavy-reads'),
);

const trackAnswer = (status: number, description: string) =>
  answer(
    status,
    description,
    JobDto,
    {
      ...PENDING_EXAMPLE,
      trackedAt: JOB_EXAMPLE.trackedAt,
      changedAt: JOB_EXAMPLE.trackedAt,
      revision: 1_795_248_001_500,
    },
    ...(['Location', 'ETag', 'Idempotency-Replayed', 'Cache-Control', 'Vary'] as const),
    ...(['Jobgate-Webhook', 'Jobgate-Webhook-Secret'] as const),
  );

export const DocumentsTrack = operation(
  'trackJob',
  ApiBody({
    type: TrackJobDto,
    examples: {
      byId: { summary: 'By id', value: { id: 'sbc-edge~last', labels: { team: 'voice' } } },
      byKey: { summary: 'By connection and key', value: { connection: 'dm-prod', key: 'config-88' } },
      byUrl: {
        summary: 'By connection and upstream URL',
        value: {
          connection: 'hmc-lab',
          url: '/api/jobs/86e44546-107f-11e1-bde0-0010184c8334',
          name: 'Activate LPAR 7',
        },
      },
    },
  }),
  ListPreconditionHeaders(),
  trackAnswer(201, 'The job is tracked. It was stored before this response was sent.'),
  trackAnswer(
    200,
    'The job was tracked already and has not changed. The named webhook receives its events from now on.',
  ),
  Problems(
    ...(['invalid-job-id', 'invalid-request', 'job-not-found', 'precondition-failed'] as const),
    ...[...PROBLEMS_OF_TRACKING, ...IDEMPOTENCY_PROBLEMS, ...WEBHOOK_PROBLEMS],
  ),
  ProblemsOfBody(),
);

export const DocumentsRead = operation(
  'readJob',
  ApiExtraModels(JobDto, MinimalJobDto),
  JobIdParameter(),
  query(
    'view',
    '`full` adds `raw`, the last raw response of the upstream, redacted and limited in size. `minimal`: five fields.',
    {
      type: 'string',
      enum: ['standard', 'minimal', 'full'],
      default: 'standard',
    },
  ),
  query('until', 'What `Prefer: wait` waits for: `terminal` is the end of the job. Ignored without that preference.', {
    type: 'string',
    enum: ['terminal'],
  }),
  ConditionalHeader(),
  FreshnessHeaders(),
  answerOf(
    200,
    'The job, in any state: failed, lost and stale jobs also return 200.',
    {
      'application/json': {
        schema: EITHER_VIEW,
        examples: {
          standard: { summary: 'Succeeded with a warning', value: JOB_EXAMPLE },
          minimal: { summary: 'view=minimal', value: MINIMAL_EXAMPLE },
        },
      },
    },
    ...JOB_HEADERS,
    'Preference-Applied',
  ),
  answerOf(
    202,
    'The job is not tracked yet, and no worker got a response in time. Retry after `Retry-After`.',
    { 'application/json': { schema: EITHER_VIEW, example: PENDING_EXAMPLE } },
    ...(['Location', 'Retry-After', 'Cache-Status', 'Cache-Control', 'Vary', 'Preference-Applied'] as const),
  ),
  answerOf(304, '`If-None-Match` matches the current revision.', null, ...JOB_HEADERS, 'Preference-Applied'),
  Problems(
    ...(['invalid-job-id', 'invalid-request', 'job-not-found'] as const),
    ...PROBLEMS_OF_TRACKING,
    ...(['too-many-waits', 'store-unavailable', 'issuer-unavailable', 'gateway-full'] as const),
    'fresh-answer-unavailable',
  ),
);

export const DocumentsDescribe = operation(
  'describeJob',
  JobIdParameter(),
  PreconditionHeaders(),
  ApiBody({
    type: DescribeJobDto,
    examples: {
      labels: { summary: 'Set one label, remove another', value: { labels: { team: 'bi', obsolete: null } } },
    },
  }),
  answer(200, 'The changed job.', JobDto, JOB_EXAMPLE, 'ETag', 'Cache-Control', 'Vary'),
  Problems('invalid-job-id', 'invalid-request', 'job-not-found', 'precondition-failed'),
  ProblemsOfBody(),
);

export const DocumentsUntrack = operation(
  'untrackJob',
  JobIdParameter(),
  PreconditionHeaders(),
  answerOf(204, 'Untracked.', null),
  Problems('invalid-job-id', 'job-not-found', 'precondition-failed'),
);

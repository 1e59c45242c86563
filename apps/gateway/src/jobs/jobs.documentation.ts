import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import {
  ConditionalHeader,
  ListPreconditionHeaders,
  FreshnessHeaders,
  headers,
  PreconditionHeaders,
  type HeaderName,
} from '../documentation/openapi.headers.js';
import { Problems, PROBLEMS_OF_TRACKING, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { IDEMPOTENCY_PROBLEMS } from '../idempotency/idempotent.decorator.js';
import { JobDto, MinimalJobDto } from './job.dto.js';
import { JOB_EXAMPLE } from './job.example.js';
import { JobIdParameter } from './job.parameters.js';
import { JobListDto } from './job-list.dto.js';
import { FilterParameters, PageParameters } from './job-list.parameters.js';
import { DescribeJobDto, TrackJobDto } from './track-job.dto.js';

const JOB_HEADERS: HeaderName[] = [
  'ETag',
  'Last-Modified',
  'Age',
  'Cache-Control',
  'Cache-Status',
  'Retry-After',
  'Vary',
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

export function DocumentsList(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'listJobs' }),
    FilterParameters(),
    PageParameters(),
    ApiResponse({
      status: 200,
      description: 'One page. `complete` is false when the data of a connection is stale; `unreachable` names it.',
      type: JobListDto,
      headers: headers('Cache-Control', 'Vary'),
      example: { jobs: [JOB_EXAMPLE], nextCursor: null, complete: true, unreachable: [] },
    }),
    Problems('invalid-request', 'invalid-cursor', 'quota-exceeded', 'too-many-refusals', 'too-many-heavy-reads'),
  );
}

export function DocumentsTrack(): MethodDecorator {
  const answer = (status: number, description: string) =>
    ApiResponse({
      status,
      description,
      type: JobDto,
      headers: headers(
        ...(['Location', 'ETag', 'Idempotency-Replayed', 'Cache-Control', 'Vary'] as const),
        ...(['Jobgate-Webhook', 'Jobgate-Webhook-Secret'] as const),
      ),
      example: {
        ...PENDING_EXAMPLE,
        trackedAt: JOB_EXAMPLE.trackedAt,
        changedAt: JOB_EXAMPLE.trackedAt,
        revision: 1_795_248_001_500,
      },
    });
  return applyDecorators(
    ApiOperation({ operationId: 'trackJob' }),
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
    answer(201, 'Tracked from now on. It is stored before this answer is sent.'),
    answer(200, 'It was tracked already; nothing of it has changed. A webhook hears of it from now on.'),
    Problems(
      'invalid-job-id',
      'invalid-request',
      'job-not-found',
      'precondition-failed',
      ...PROBLEMS_OF_TRACKING,
      ...IDEMPOTENCY_PROBLEMS,
      ...WEBHOOK_PROBLEMS,
    ),
    ProblemsOfBody(),
  );
}

export function DocumentsRead(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readJob' }),
    ApiExtraModels(JobDto, MinimalJobDto),
    JobIdParameter(),
    ApiQuery({
      name: 'view',
      required: false,
      description: '`full` adds `raw`, the last answer of the upstream, redacted and capped. `minimal`: five members.',
      schema: { type: 'string', enum: ['standard', 'minimal', 'full'], default: 'standard' },
    }),
    ApiQuery({
      name: 'until',
      required: false,
      description:
        'What `Prefer: wait` waits for: `terminal` is the end of the job. Without that preference it means nothing.',
      schema: { type: 'string', enum: ['terminal'] },
    }),
    ConditionalHeader(),
    FreshnessHeaders(),
    ApiResponse({
      status: 200,
      description: 'The job, whatever became of it: failed, lost and stale jobs are answered with 200, too.',
      headers: headers(...JOB_HEADERS, 'Preference-Applied'),
      content: {
        'application/json': {
          schema: { anyOf: [{ $ref: getSchemaPath(JobDto) }, { $ref: getSchemaPath(MinimalJobDto) }] },
          examples: {
            standard: { summary: 'Ended well, with a complaint', value: JOB_EXAMPLE },
            minimal: { summary: 'view=minimal', value: MINIMAL_EXAMPLE },
          },
        },
      },
    }),
    ApiResponse({
      status: 202,
      description: 'Not tracked yet, and no worker has had an answer in time. Ask again after `Retry-After`.',
      headers: headers('Location', 'Retry-After', 'Cache-Status', 'Cache-Control', 'Vary', 'Preference-Applied'),
      content: {
        'application/json': {
          schema: { anyOf: [{ $ref: getSchemaPath(JobDto) }, { $ref: getSchemaPath(MinimalJobDto) }] },
          example: PENDING_EXAMPLE,
        },
      },
    }),
    ApiResponse({
      status: 304,
      description: '`If-None-Match` names the present revision.',
      headers: headers(...JOB_HEADERS, 'Preference-Applied'),
    }),
    Problems(
      'invalid-job-id',
      'invalid-request',
      'job-not-found',
      ...PROBLEMS_OF_TRACKING,
      'too-many-waits',
      'store-unavailable',
      'issuer-unavailable',
      'gateway-full',
      'fresh-answer-unavailable',
    ),
  );
}

export function DocumentsDescribe(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'describeJob' }),
    JobIdParameter(),
    PreconditionHeaders(),
    ApiBody({
      type: DescribeJobDto,
      examples: {
        labels: { summary: 'Set one label, remove another', value: { labels: { team: 'bi', obsolete: null } } },
      },
    }),
    ApiResponse({
      status: 200,
      description: 'The job as it is now.',
      type: JobDto,
      headers: headers('ETag', 'Cache-Control', 'Vary'),
      example: JOB_EXAMPLE,
    }),
    Problems('invalid-job-id', 'invalid-request', 'job-not-found', 'precondition-failed'),
    ProblemsOfBody(),
  );
}

export function DocumentsUntrack(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'untrackJob' }),
    JobIdParameter(),
    PreconditionHeaders(),
    ApiResponse({ status: 204, description: 'Forgotten.', headers: headers('Cache-Control', 'Vary') }),
    Problems('invalid-job-id', 'job-not-found', 'precondition-failed'),
  );
}

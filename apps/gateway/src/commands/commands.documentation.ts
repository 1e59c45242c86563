import { CATALOG } from '#libs/providers/catalog';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { headers, ListPreconditionHeaders, PreconditionHeaders } from '../documentation/openapi.headers.js';
import { Problems, PROBLEMS_OF_TRACKING, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { IDEMPOTENCY_PROBLEMS } from '../idempotency/idempotent.decorator.js';
import { JobDto } from '../jobs/job.dto.js';
import { JOB_EXAMPLE } from '../jobs/job.example.js';
import { JobIdParameter } from '../jobs/job.parameters.js';
import { UpstreamJobListDto, UpstreamRunListDto, type UpstreamJobDto } from './commands.dto.js';

const RUNNING: JobDto = {
  ...JOB_EXAMPLE,
  state: 'running',
  terminal: false,
  severity: 'ok',
  warnings: [],
  result: null,
  resultHref: null,
  endedAt: null,
  expiresAt: null,
  capabilities: { cancel: true, delete: false },
};
const WISHED: JobDto = {
  ...RUNNING,
  cancellation: { status: 'requested', requestedAt: '2026-11-21T08:02:00.000Z', reason: null },
};
const LISTED: UpstreamJobDto = {
  id: 'dm-prod~9',
  key: '9',
  kind: 'run',
  state: 'running',
  upstreamState: 'RUNNING',
  name: null,
  startedAt: '2026-11-21T08:00:00.000Z',
  endedAt: null,
};

export function DocumentsCancel(): MethodDecorator {
  const answer = (status: number, description: string, example: JobDto) =>
    ApiResponse({
      status,
      description,
      type: JobDto,
      headers: headers('ETag', 'Content-Location', 'Idempotency-Replayed', 'Cache-Control', 'Vary'),
      example,
    });
  return applyDecorators(
    ApiOperation({ operationId: 'cancelJob' }),
    JobIdParameter(),
    PreconditionHeaders(),
    answer(
      202,
      '`cancellation` tells what came of it so far: `requested` (the upstream will be asked, or its answer is not known), `acknowledged`, `ineffective`.',
      WISHED,
    ),
    answer(200, 'The job had ended, or was being canceled: nothing was to be done.', JOB_EXAMPLE),
    Problems(
      'invalid-job-id',
      'invalid-request',
      'job-not-found',
      'cancel-unsupported',
      'cancel-rejected',
      'precondition-failed',
      ...PROBLEMS_OF_TRACKING,
      ...IDEMPOTENCY_PROBLEMS,
      'store-unavailable',
      'no-worker',
    ),
  );
}

export function DocumentsDeleteUpstream(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'deleteJobUpstream' }),
    JobIdParameter(),
    PreconditionHeaders(),
    ApiResponse({
      status: 204,
      description: 'The upstream keeps nothing of the job any more. What is known of it here stays.',
      headers: headers('Idempotency-Replayed', 'Cache-Control', 'Vary'),
    }),
    Problems(
      'invalid-job-id',
      'invalid-request',
      'job-not-found',
      'job-not-ended',
      'delete-unsupported',
      'delete-rejected',
      'precondition-failed',
      ...PROBLEMS_OF_TRACKING,
      ...IDEMPOTENCY_PROBLEMS,
      ...PROBLEMS_OF_ASKING,
    ),
  );
}

export function DocumentsStart(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'startJob' }),
    ConnectionParameter(),
    ApiBody({
      schema: { type: 'object', additionalProperties: true },
      description: 'What it has to say depends on the provider of the connection.',
      examples: startExamples(),
    }),
    ListPreconditionHeaders(),
    ApiResponse({
      status: 202,
      description: 'Started and tracked; of several in sequence, the first one.',
      type: JobDto,
      headers: headers('Location', 'ETag', 'Idempotency-Replayed', 'Cache-Control', 'Vary'),
      example: RUNNING,
    }),
    Problems(
      'invalid-request',
      'connection-not-found',
      'start-unsupported',
      'start-rejected',
      'operation-not-allowed',
      'no-job-created',
      'precondition-failed',
      ...PROBLEMS_OF_TRACKING,
      ...IDEMPOTENCY_PROBLEMS,
      ...PROBLEMS_OF_ASKING,
    ),
    ProblemsOfBody(),
  );
}

export function DocumentsUpstreamJobs(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'listUpstreamJobs' }),
    ConnectionParameter(),
    ApiResponse({
      status: 200,
      description: 'As the upstream lists them now.',
      type: UpstreamJobListDto,
      headers: headers('Cache-Control', 'Vary'),
      example: { jobs: [LISTED] },
    }),
    Problems(
      'connection-not-found',
      'list-unsupported',
      'quota-exceeded',
      'too-many-refusals',
      'share-used',
      'upstream-refused',
      ...PROBLEMS_OF_LOOKING,
    ),
  );
}

export function DocumentsUpstreamRuns(): MethodDecorator {
  const number = (name: string, description: string, minimum: number, usual: number) =>
    ApiQuery({ name, required: false, description, schema: { type: 'integer', minimum, default: usual } });
  return applyDecorators(
    ApiOperation({ operationId: 'listUpstreamRuns' }),
    ConnectionParameter(),
    ApiParam({
      name: 'key',
      description: 'The key of the pointer, written as in its id.',
      schema: { type: 'string' },
      examples: { configuration: { summary: 'A Datameer configuration', value: 'config-88' } },
    }),
    number('offset', 'So many of the newest are left out.', 0, 0),
    number('limit', 'At most so many; more than 200 counts as 200.', 1, 50),
    ApiResponse({
      status: 200,
      description: 'Newest first, as the upstream knows them now.',
      type: UpstreamRunListDto,
      headers: headers('Cache-Control', 'Vary'),
      example: { pointer: 'dm-prod~config-88', offset: 0, limit: 50, runs: [LISTED] },
    }),
    Problems(
      'invalid-job-id',
      'invalid-request',
      'connection-not-found',
      'job-not-found',
      'runs-unsupported',
      'quota-exceeded',
      'too-many-refusals',
      'share-used',
      'upstream-refused',
      ...PROBLEMS_OF_LOOKING,
    ),
  );
}

const PROBLEMS_OF_LOOKING = ['store-unavailable', 'upstream-unavailable', 'no-worker'] as const;
const PROBLEMS_OF_ASKING = [...PROBLEMS_OF_LOOKING, 'outcome-unknown'] as const;

const ConnectionParameter = () =>
  ApiParam({
    name: 'name',
    description: 'Name of the connection in the configuration.',
    schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,38}$' },
    examples: { datameer: { summary: 'A Datameer', value: 'dm-prod' } },
  });

/** Of the connection that the form offers. */
const OFFERED_PROVIDER = 'datameer';

/** Those that the providers themselves give; first the ones that suit the connection that the form offers. */
function startExamples(): Record<string, { summary: string; value: unknown }> {
  const isOffered = ({ name }: { name: string }) => Number(name === OFFERED_PROVIDER);
  const providers = [...CATALOG.values()].sort((one, other) => isOffered(other) - isOffered(one));
  const all = providers.flatMap(({ name, title, start }) =>
    Object.entries(start?.examples ?? {}).map(([what, value], index) => [
      `${name}-${index + 1}`,
      { summary: `${title}: ${what}`, value },
    ]),
  );
  return all.length > 0 ? (Object.fromEntries(all) as Record<string, { summary: string; value: unknown }>) : FALLBACK;
}

const FALLBACK = { configuration: { summary: 'Datameer: one configuration', value: { configuration: 88 } } };

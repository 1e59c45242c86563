import { CATALOG } from '#libs/providers/catalog';
import { ApiBody, ApiParam } from '@nestjs/swagger';
import { connectionParameter } from '../connections/connections.documentation.js';
import { ListPreconditionHeaders, PreconditionHeaders } from '../documentation/openapi.request-headers.js';
import { answer, answerOf, operation, query } from '../documentation/openapi.operation.js';
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
const REQUESTED: JobDto = {
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

const PROBLEMS_OF_LISTING = [
  ...(['quota-exceeded', 'too-many-refusals', 'share-used', 'upstream-refused'] as const),
  ...(['store-unavailable', 'upstream-unavailable', 'no-worker'] as const),
];
const PROBLEMS_OF_COMMANDS = [
  ...[...PROBLEMS_OF_TRACKING, ...IDEMPOTENCY_PROBLEMS],
  ...(['store-unavailable', 'upstream-unavailable', 'no-worker', 'outcome-unknown'] as const),
];

const ConnectionParameter = () => connectionParameter('Connection name.');

const cancelAnswer = (status: number, description: string, example: JobDto) =>
  answer(
    status,
    description,
    JobDto,
    example,
    ...(['ETag', 'Content-Location', 'Idempotency-Replayed', 'Cache-Control', 'Vary'] as const),
  );

export const DocumentsCancel = operation(
  'cancelJob',
  JobIdParameter(),
  PreconditionHeaders(),
  cancelAnswer(
    202,
    '`cancellation.status` is `requested` (the upstream will be called, or its response is unknown), `acknowledged` or `ineffective`.',
    REQUESTED,
  ),
  cancelAnswer(200, 'The job had already ended or was already canceling.', JOB_EXAMPLE),
  Problems(
    ...(['invalid-job-id', 'invalid-request', 'job-not-found', 'cancel-unsupported', 'cancel-rejected'] as const),
    ...(['precondition-failed', ...PROBLEMS_OF_TRACKING, ...IDEMPOTENCY_PROBLEMS] as const),
    ...(['store-unavailable', 'no-worker'] as const),
  ),
);

export const DocumentsDeleteUpstream = operation(
  'deleteJobUpstream',
  JobIdParameter(),
  PreconditionHeaders(),
  answerOf(
    204,
    'The upstream has deleted its data of the job. The gateway keeps its own.',
    null,
    ...(['Idempotency-Replayed', 'Cache-Control', 'Vary'] as const),
  ),
  Problems(
    ...(['invalid-job-id', 'invalid-request', 'job-not-found', 'job-not-ended'] as const),
    ...(['delete-unsupported', 'delete-rejected', 'precondition-failed'] as const),
    ...PROBLEMS_OF_COMMANDS,
  ),
);

export const DocumentsUpstreamJobs = operation(
  'listUpstreamJobs',
  ConnectionParameter(),
  answer(200, 'The jobs that the upstream lists now.', UpstreamJobListDto, { jobs: [LISTED] }),
  Problems('connection-not-found', 'list-unsupported', ...PROBLEMS_OF_LISTING),
);

const number = (name: string, description: string, minimum: number, usual: number) =>
  query(name, description, { type: 'integer', minimum, default: usual });

export const DocumentsUpstreamRuns = operation(
  'listUpstreamRuns',
  ConnectionParameter(),
  ApiParam({
    name: 'key',
    description: 'The key of the pointer, written as in its id.',
    schema: { type: 'string' },
    examples: { configuration: { summary: 'A Datameer configuration', value: 'config-88' } },
  }),
  number('offset', 'Number of the newest runs to skip.', 0, 0),
  number('limit', 'Maximum number of runs; more than 200 counts as 200.', 1, 50),
  answer(200, 'Newest first, as the upstream lists them now.', UpstreamRunListDto, {
    pointer: 'dm-prod~config-88',
    offset: 0,
    limit: 50,
    runs: [LISTED],
  }),
  Problems(
    ...(['invalid-job-id', 'invalid-request', 'connection-not-found', 'job-not-found', 'runs-unsupported'] as const),
    ...PROBLEMS_OF_LISTING,
  ),
);

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

export const DocumentsStart = operation(
  'startJob',
  ConnectionParameter(),
  ApiBody({
    schema: { type: 'object', additionalProperties: true },
    description: 'The fields depend on the provider of the connection.',
    examples: startExamples(),
  }),
  ListPreconditionHeaders(),
  answer(
    202,
    'Started and tracked; of a sequence, the first run.',
    JobDto,
    RUNNING,
    ...(['Location', 'ETag', 'Idempotency-Replayed', 'Cache-Control', 'Vary'] as const),
  ),
  Problems(
    ...(['invalid-request', 'connection-not-found', 'start-unsupported', 'start-rejected'] as const),
    ...(['operation-not-allowed', 'no-job-created', 'precondition-failed'] as const),
    ...PROBLEMS_OF_COMMANDS,
  ),
  ProblemsOfBody(),
);

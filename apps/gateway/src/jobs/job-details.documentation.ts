import { ConditionalHeader } from '../documentation/openapi.request-headers.js';
import { answer, answerOf, operation } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { JOB_EXAMPLE } from './job.example.js';
import { JobIdParameter } from './job.parameters.js';

const HISTORY_EXAMPLE: HistoryDto = {
  id: JOB_EXAMPLE.id,
  transitions: [
    {
      from: 'unknown',
      to: 'running',
      reason: null,
      upstreamAt: '2026-11-21T08:00:00.000Z',
      notBefore: null,
      notAfter: '2026-11-21T08:00:01.900Z',
      source: 'poll',
      revision: 1_795_248_001_501,
    },
    {
      from: 'running',
      to: 'succeeded',
      reason: null,
      upstreamAt: '2026-11-21T08:04:12.000Z',
      notBefore: '2026-11-21T08:04:06.310Z',
      notAfter: '2026-11-21T08:04:14.120Z',
      source: 'poll',
      revision: JOB_EXAMPLE.revision,
    },
  ],
};

const EXPLANATION_EXAMPLE: ExplanationDto = {
  id: JOB_EXAMPLE.id,
  state: 'succeeded',
  upstreamState: 'COMPLETED_WITH_WARNINGS',
  rule: 'jobStatus COMPLETED_WITH_WARNINGS',
  request: {
    method: 'GET',
    target: '/rest/job-execution/9',
    status: 200,
    milliseconds: 38,
    at: '2026-11-21T08:04:14.120Z',
  },
  observation: 'fresh',
  nextCheckAt: null,
  intervalMs: null,
  reason: 'The job has ended: nothing more is expected.',
  fresher: [],
};

export const DocumentsHistory = operation(
  'readJobHistory',
  JobIdParameter(),
  answer(200, 'The observed transitions.', HistoryDto, HISTORY_EXAMPLE),
  Problems('invalid-job-id', 'job-not-found'),
);

export const DocumentsResult = operation(
  'readJobResult',
  JobIdParameter(),
  ConditionalHeader(),
  answerOf(
    200,
    'Any JSON value, as the upstream sent it.',
    { 'application/json': { schema: {}, example: JOB_EXAMPLE.result } },
    ...(['ETag', 'Cache-Control', 'Vary'] as const),
  ),
  answerOf(304, '`If-None-Match` matches the current result.', null, 'ETag', 'Cache-Control', 'Vary'),
  Problems('invalid-job-id', 'job-not-found', 'result-not-found'),
);

export const DocumentsExplain = operation(
  'explainJob',
  JobIdParameter(),
  answer(200, 'The source of the current data.', ExplanationDto, EXPLANATION_EXAMPLE),
  Problems('invalid-job-id', 'job-not-found'),
);

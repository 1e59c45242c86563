import { ConditionalHeader } from '../documentation/openapi.request-headers.js';
import { answer, answerOf, operation } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { EXPLANATION_EXAMPLE, HISTORY_EXAMPLE } from './job-details.example.js';
import { JOB_EXAMPLE } from './job.example.js';
import { JobIdParameter } from './job.parameters.js';

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

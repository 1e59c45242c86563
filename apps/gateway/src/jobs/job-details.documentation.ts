import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ConditionalHeader, headers } from '../documentation/openapi.headers.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { EXPLANATION_EXAMPLE, HISTORY_EXAMPLE } from './job-details.example.js';
import { JOB_EXAMPLE } from './job.example.js';
import { JobIdParameter } from './job.parameters.js';

export function DocumentsHistory(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readJobHistory' }),
    JobIdParameter(),
    ApiResponse({
      status: 200,
      description: 'What the gateway saw happen.',
      type: HistoryDto,
      headers: headers('Cache-Control', 'Vary'),
      example: HISTORY_EXAMPLE,
    }),
    Problems('invalid-job-id', 'job-not-found'),
  );
}

export function DocumentsResult(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readJobResult' }),
    JobIdParameter(),
    ConditionalHeader(),
    ApiResponse({
      status: 200,
      description: 'Any JSON value, in the form that the upstream gave it.',
      headers: headers('ETag', 'Cache-Control', 'Vary'),
      content: { 'application/json': { schema: {}, example: JOB_EXAMPLE.result } },
    }),
    ApiResponse({
      status: 304,
      description: '`If-None-Match` names the present result.',
      headers: headers('ETag', 'Cache-Control', 'Vary'),
    }),
    Problems('invalid-job-id', 'job-not-found', 'result-not-found'),
  );
}

export function DocumentsExplain(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'explainJob' }),
    JobIdParameter(),
    ApiResponse({
      status: 200,
      description: 'Where the present knowledge comes from.',
      type: ExplanationDto,
      headers: headers('Cache-Control', 'Vary'),
      example: EXPLANATION_EXAMPLE,
    }),
    Problems('invalid-job-id', 'job-not-found'),
  );
}

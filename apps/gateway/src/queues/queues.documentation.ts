import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { headers } from '../documentation/openapi.headers.js';
import { Problems } from '../documentation/openapi.problems.js';

export function DocumentsQueues(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'readQueues',
      security: [{ bearer: [] }, { apiKey: [] }, { basic: [] }],
    }),
    ApiResponse({
      status: 200,
      description: 'The page.',
      headers: headers('Cache-Control', 'Vary'),
      content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } },
    }),
    Problems('missing-scope', 'cross-site-refused'),
  );
}

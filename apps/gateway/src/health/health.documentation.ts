import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { headers } from '../documentation/openapi.headers.js';
import { HealthDto } from './health.dto.js';

export function DocumentsLive(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'checkLive', security: [] }),
    ApiResponse({
      status: 200,
      description: 'It does.',
      type: HealthDto,
      headers: headers('Cache-Control'),
      example: { status: 'ok', checks: {} },
    }),
  );
}

export function DocumentsReady(): MethodDecorator {
  const answer = (status: number, description: string, word: 'ok' | 'failed', worker: 'ok' | 'unknown') =>
    ApiResponse({
      status,
      description,
      type: HealthDto,
      headers: headers('Cache-Control', ...(status === 503 ? (['Retry-After'] as const) : [])),
      example: { status: word, checks: { redis: word, events: word, worker } },
    });
  return applyDecorators(
    ApiOperation({ operationId: 'checkReady', security: [] }),
    answer(200, 'It can.', 'ok', 'ok'),
    answer(503, 'It cannot at the moment.', 'failed', 'unknown'),
  );
}

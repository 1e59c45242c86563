import { answer, operation } from '../documentation/openapi.operation.js';
import { HealthDto } from './health.dto.js';

const health = (status: 'ok' | 'failed', worker: 'ok' | 'unknown'): HealthDto => ({
  status,
  checks: { redis: status, events: status, worker },
});

export const DocumentsLive = operation(
  { operationId: 'checkLive', security: [] },
  answer(200, 'The process responds.', HealthDto, { status: 'ok', checks: {} }, 'Cache-Control'),
);

export const DocumentsReady = operation(
  { operationId: 'checkReady', security: [] },
  answer(200, 'The process can serve requests.', HealthDto, health('ok', 'ok'), 'Cache-Control'),
  answer(
    503,
    'The process cannot serve requests.',
    HealthDto,
    health('failed', 'unknown'),
    'Cache-Control',
    'Retry-After',
  ),
);

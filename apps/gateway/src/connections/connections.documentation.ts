import { ApiParam } from '@nestjs/swagger';
import { answer, operation } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ConnectionDto, ConnectionListDto } from './connection.dto.js';

const CONNECTION_EXAMPLE: ConnectionDto = {
  name: 'dm-prod',
  provider: 'datameer',
  title: 'Datameer',
  capabilities: { cancel: true, delete: true, start: true, list: true, runs: true, push: false, pointers: true },
  keys: [
    { form: '<job execution id>', kind: 'run', example: '9', meaning: 'One execution, as the upstream numbers them.' },
  ],
  states: { RUNNING: 'running', COMPLETED: 'succeeded', COMPLETED_WITH_WARNINGS: 'succeeded', ERROR: 'failed' },
  health: {
    status: 'up',
    latencyMs: 38,
    lastCheckAt: '2026-11-21T08:04:14.120Z',
    lastSuccessAt: '2026-11-21T08:04:14.120Z',
    lastTrouble: null,
    circuit: { status: 'closed', probeAt: null, cause: null },
  },
  push: null,
  budget: { concurrency: 4, requestsPerSecond: 10, throttledUntil: null },
  inFlight: 1,
  schedule: { scheduled: 12, due: 0 },
  jobs: { unknown: 0, idle: 2, queued: 3, running: 7, canceling: 0, succeeded: 140, failed: 4, canceled: 1, lost: 0 },
  detectionLag: 1.4,
};

export const DocumentsConnections = operation(
  'listConnections',
  answer(
    200,
    'In the order of the configuration. `complete` is false if some connections cannot be read; `unreachable` names them.',
    ConnectionListDto,
    { connections: [CONNECTION_EXAMPLE], complete: true, unreachable: [] },
  ),
);

export const DocumentsConnection = operation(
  'readConnection',
  connectionParameter('Connection name.'),
  answer(200, 'The connection, as last reported by its worker.', ConnectionDto, CONNECTION_EXAMPLE),
  Problems('connection-not-found'),
);

/** The connection of a path. A single `example` beside a schema does not reach the document. */
export function connectionParameter(description: string): MethodDecorator {
  return ApiParam({
    name: 'name',
    description,
    schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,38}$' },
    examples: { datameer: { summary: 'A Datameer', value: 'dm-prod' } },
  });
}

import { ApiParam } from '@nestjs/swagger';
import { answer, operation } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ConnectionDto, ConnectionListDto } from './connection.dto.js';
import { CONNECTION_EXAMPLE } from './connection.example.js';

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

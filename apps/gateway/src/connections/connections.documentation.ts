import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { headers } from '../documentation/openapi.headers.js';
import { Problems } from '../documentation/openapi.problems.js';
import { ConnectionDto, ConnectionListDto } from './connection.dto.js';
import { CONNECTION_EXAMPLE } from './connection.example.js';

export function DocumentsConnections(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'listConnections' }),
    ApiResponse({
      status: 200,
      description:
        'In the order of the configuration. `complete` is false while some cannot be read; `unreachable` names them.',
      type: ConnectionListDto,
      headers: headers('Cache-Control', 'Vary'),
      example: { connections: [CONNECTION_EXAMPLE], complete: true, unreachable: [] },
    }),
  );
}

export function DocumentsConnection(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readConnection' }),
    ApiParam({
      name: 'name',
      description: 'Its name in the configuration.',
      schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,38}$' },
      // A single `example` beside a schema does not reach the document.
      examples: { datameer: { summary: 'A Datameer', value: 'dm-prod' } },
    }),
    ApiResponse({
      status: 200,
      description: 'The connection as its worker left word of it.',
      type: ConnectionDto,
      headers: headers('Cache-Control', 'Vary'),
      example: CONNECTION_EXAMPLE,
    }),
    Problems('connection-not-found'),
  );
}

import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { headers } from '../documentation/openapi.headers.js';

const EXAMPLE = `# HELP jobgate_circuit_open Whether no calls are let through after failures (1).
# TYPE jobgate_circuit_open gauge
jobgate_circuit_open{connection="dm-prod"} 0
`;

export function DocumentsMetrics(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readMetrics' }),
    ApiResponse({
      status: 200,
      description: 'In the text form of Prometheus.',
      headers: headers('Cache-Control', 'Vary'),
      content: { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } },
    }),
  );
}

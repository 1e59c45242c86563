import { answerOf, operation } from '../documentation/openapi.operation.js';

const EXAMPLE = `# HELP jobgate_circuit_open Whether no calls are let through after failures (1).
# TYPE jobgate_circuit_open gauge
jobgate_circuit_open{connection="dm-prod"} 0
`;

export const DocumentsMetrics = operation(
  'readMetrics',
  answerOf(200, 'In the Prometheus text format.', { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } }),
);

import type { Caller } from '#libs/access';
import { Metrics } from '#libs/telemetry';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { answerOf, operation } from '../documentation/openapi.operation.js';

const EXAMPLE = `# HELP jobgate_circuit_open Whether no calls are let through after failures (1).
# TYPE jobgate_circuit_open gauge
jobgate_circuit_open{connection="dm-prod"} 0
`;

const DocumentsMetrics = operation(
  'readMetrics',
  answerOf(200, 'In the Prometheus text format.', { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } }),
);

@ApiTags('Health')
@ProblemsOfAccess()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /**
   * Returns metrics of the gateway and its connections for Prometheus.
   * @remarks Contains the series of the connections that the caller can see; the series of the whole process require access to all connections. Prometheus sends a key with the scope `jobs:read` as its bearer token.
   */
  @Get()
  @DocumentsMetrics
  @Header('Content-Type', Metrics.contentType)
  read(@CurrentCaller() caller: Caller): Promise<string> {
    return this.metrics.text(caller);
  }
}

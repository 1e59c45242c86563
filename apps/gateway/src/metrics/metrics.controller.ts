import type { Caller } from '#libs/access';
import { Metrics } from '#libs/telemetry';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { DocumentsMetrics } from './metrics.documentation.js';

@ApiTags('Health')
@ProblemsOfAccess()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /**
   * Tells Prometheus how the gateway and its connections are doing.
   * @remarks Series that belong to a connection are told to whoever sees the connection, and what is of the process as a whole to those who see all of them. Prometheus sends a key with the scope `jobs:read` as its bearer token.
   */
  @Get()
  @DocumentsMetrics
  @Header('Content-Type', Metrics.contentType)
  read(@CurrentCaller() caller: Caller): Promise<string> {
    return this.metrics.text(caller);
  }
}

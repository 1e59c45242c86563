import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../access/access.decorators.js';
import { Problems } from '../documentation/openapi.problems.js';
import { GatewayReadiness } from './gateway.readiness.js';
import { DocumentsLive, DocumentsReady } from './health.documentation.js';
import { HealthDto } from './health.dto.js';

@ApiTags('Health')
@Problems('internal-error')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: GatewayReadiness) {}

  /** Liveness: whether the process responds. */
  @Get('live')
  @DocumentsLive
  live(): HealthDto {
    return { status: 'ok', checks: {} };
  }

  /**
   * Readiness: whether the process can serve requests.
   * @remarks Ready if Redis responds (`redis`), the changes of all connections are received (`events`) and a worker was seen within the last minute (`worker`). An unreachable upstream does not make it unready: see `GET /connections`.
   */
  @Get('ready')
  @DocumentsReady
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthDto> {
    const health = await this.readiness.check();
    if (health.status !== 'ok') response.status(503).set('Retry-After', '1');
    return health;
  }
}

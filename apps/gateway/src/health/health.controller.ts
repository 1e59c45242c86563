import { Store } from '#libs/store';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../access/public.decorator.js';
import { Problems } from '../documentation/openapi.problems.js';
import { DocumentsLive, DocumentsReady } from './health.documentation.js';
import { HealthDto } from './health.dto.js';

@ApiTags('Health')
@Problems('internal-error')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly store: Store) {}

  /** Says whether the process answers. */
  @Get('live')
  @DocumentsLive()
  live(): HealthDto {
    return { status: 'ok', checks: {} };
  }

  /**
   * Says whether the process can serve.
   * @remarks It can when Redis answers. A dead upstream or worker does not make it unready.
   */
  @Get('ready')
  @DocumentsReady()
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthDto> {
    const isReachable = await this.store.isReachable();
    if (!isReachable) response.status(503).set('Retry-After', '1');
    return { status: isReachable ? 'ok' : 'failed', checks: { redis: isReachable ? 'ok' : 'failed' } };
  }
}

import { Store } from '#libs/store';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../access/public.decorator.js';
import { HealthDto } from './health.dto.js';

@ApiTags('Health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly store: Store) {}

  /** The process answers. */
  @Get('live')
  live(): HealthDto {
    return { status: 'ok', checks: {} };
  }

  /** The process can serve: Redis answers. A dead upstream or worker does not make it unready. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthDto> {
    const isReachable = await this.store.isReachable();
    if (!isReachable) response.status(503);
    return { status: isReachable ? 'ok' : 'failed', checks: { redis: isReachable ? 'ok' : 'failed' } };
  }
}

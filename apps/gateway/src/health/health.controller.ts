import { Store } from '#libs/store';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../access/public.decorator.js';
import { Problems } from '../documentation/openapi.problems.js';
import { DocumentsLive, DocumentsReady } from './health.documentation.js';
import { HealthDto } from './health.dto.js';

/** A probe wants its answer soon: a Redis that hangs is as good as none. */
const READY_WITHIN_MS = 1_000;

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
    const isReachable = await withinMs(this.store.isReachable(), READY_WITHIN_MS);
    if (!isReachable) response.status(503).set('Retry-After', '1');
    return { status: isReachable ? 'ok' : 'failed', checks: { redis: isReachable ? 'ok' : 'failed' } };
  }
}

/** What the check says, or false when it takes longer. */
function withinMs(check: Promise<boolean>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  return Promise.race([check, late]).finally(() => clearTimeout(timer));
}

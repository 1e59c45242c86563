import type { Caller } from '#libs/access';
import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { TakesBodyOf } from '../http/body.interceptor.js';
import { LONG_BODY_BYTES } from '../http/request.body.js';
import { JSON_TYPE } from '../http/default-headers.js';
import { ReadJobsDto } from './batch.dto.js';
import { DocumentsBatch, DocumentsSummary } from './find.documentation.js';
import { JobBatch } from './job.batch.js';
import { JobSummary } from './job.summary.js';
import type { SummaryDto } from './summary.dto.js';
import { parseSummaryQuery } from './summary.query.js';

/** Registered before the route of one job, which would take its paths for ids of jobs. */
@ApiTags('Jobs')
@ProblemsOfAccess()
@Controller('jobs')
export class FindController {
  constructor(
    private readonly summary: JobSummary,
    private readonly batch: JobBatch,
  ) {}

  /**
   * Counts tracked jobs.
   * @remarks Counts by connection, provider and state, in any combination, from the index. Calls no upstream.
   */
  @Get('summary')
  @DocumentsSummary
  async summarize(@Query() query: Record<string, unknown>, @CurrentCaller() caller: Caller): Promise<SummaryDto> {
    return this.summary.of(parseSummaryQuery(query), caller);
  }

  /**
   * Reads many jobs at once.
   * @remarks Reads at most 200 jobs, each with its own status. Unlike a read of one job, it calls no upstream and tracks nothing.
   */
  @Post('batch')
  @TakesBodyOf(LONG_BODY_BYTES)
  @DocumentsBatch
  @HttpCode(200)
  async readMany(@Body() body: ReadJobsDto, @CurrentCaller() caller: Caller, @Res() response: Response): Promise<void> {
    const items = await this.batch.read(body, caller);
    response.type(JSON_TYPE).send(Buffer.from(`{"items":[${items.join(',')}]}`, 'latin1'));
  }
}

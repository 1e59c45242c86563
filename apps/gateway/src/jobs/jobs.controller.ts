import type { Caller } from '#libs/access';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller } from '../access/caller.decorator.js';
import { Needs } from '../access/needs.decorator.js';
import { ProblemException } from '../problems/problem.exception.js';
import { parseFreshness } from './freshness.js';
import { JobAddresses } from './job.addresses.js';
import { JobDto, MinimalJobDto } from './job.dto.js';
import { isUnchanged, jobHeaders } from './job.headers.js';
import { JobListDto } from './job-list.dto.js';
import { parseJobListQuery } from './job-list.query.js';
import { JobLister } from './job.lister.js';
import { presentJob } from './job.presenter.js';
import { JobReader } from './job.reader.js';
import { JobTracker } from './job.tracker.js';
import { JobViews } from './job.views.js';
import { DescribeJobDto, TrackJobDto } from './track-job.dto.js';

const PENDING_RETRY_SECONDS = 2;

@ApiTags('Jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly reader: JobReader,
    private readonly lister: JobLister,
    private readonly tracker: JobTracker,
    private readonly views: JobViews,
  ) {}

  /** Lists tracked jobs, latest change first. Asks no upstream. */
  @Get()
  async list(@Query() query: Record<string, unknown>, @CurrentCaller() caller: Caller): Promise<JobListDto> {
    const page = await this.lister.list(parseJobListQuery(query), caller);
    return {
      jobs: page.records.map(presentJob),
      nextCursor: page.nextCursor,
      complete: page.unreachable.length === 0,
      unreachable: page.unreachable,
    };
  }

  /** Tracks a job: from now on it is looked at until it has ended. */
  @Post()
  @Needs('jobs:track')
  async track(
    @Body() wish: TrackJobDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto> {
    const { record, isNew } = await this.tracker.track(wish, caller);
    response.status(isNew ? 201 : 200).set('Location', `/jobs/${record.id}`);
    return presentJob(record);
  }

  /** Reads one job; a job that nobody has tracked yet is looked up and tracked. */
  @Get(':id')
  async read(
    @Param('id') id: string,
    @Query('view') view: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto | MinimalJobDto | undefined> {
    const represent = this.views.named(view);
    const job = this.addresses.ofId(id, caller);
    const reading = await this.reader.read(job, parseFreshness(request.headers));
    if (reading.kind === 'absent') throw new ProblemException('job-not-found');
    if (reading.kind === 'too-old') {
      throw new ProblemException('fresh-answer-unavailable', `No fresh observation in time: ${reading.why}.`, {
        headers: { 'Cache-Status': `jobgate; fwd=request; detail=${reading.why}` },
      });
    }
    if (reading.kind === 'pending') {
      const seconds = Math.max(PENDING_RETRY_SECONDS, Math.ceil((reading.retryAfterMs ?? 0) / 1000));
      response.status(202).set({
        Location: `/jobs/${reading.record.id}`,
        'Retry-After': String(seconds),
        'Cache-Status': reading.cacheStatus,
        'Cache-Control': 'no-store',
      });
      return { ...presentJob(reading.record), trackedAt: null, changedAt: null, revision: 0 };
    }
    response.set(jobHeaders(reading.record, reading.cacheStatus, Date.now()));
    if (isUnchanged(ifNoneMatch, reading.record)) {
      response.status(304);
      return undefined;
    }
    return represent(reading.record);
  }

  /** Changes the name and the labels that clients gave a job. */
  @Patch(':id')
  @Needs('jobs:track')
  async describe(
    @Param('id') id: string,
    @Body() description: DescribeJobDto,
    @CurrentCaller() caller: Caller,
  ): Promise<JobDto> {
    return presentJob(await this.tracker.describe(this.addresses.ofId(id, caller), description));
  }

  /** Forgets a job here. The upstream hears nothing of it. */
  @Delete(':id')
  @HttpCode(204)
  @Needs('jobs:track')
  async untrack(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.tracker.untrack(this.addresses.ofId(id, caller));
  }
}

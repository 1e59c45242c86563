import type { Caller } from '#libs/access';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller, Needs } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { Idempotent } from '../idempotency/idempotent.decorator.js';
import { JSON_TYPE } from '../http/default-headers.js';
import { CurrentChange, type Change } from '../idempotency/change.decorator.js';
import { parseWait } from '../http/wait.preference.js';
import { parseFreshness } from '../read-path/freshness.js';
import { JobAddresses } from './job.addresses.js';
import { JobDto, MinimalJobDto } from './job.dto.js';
import { etagOf } from '../read-path/response/job.headers.js';
import { parseJobListQuery } from './job-list.query.js';
import { JobLister } from './job.lister.js';
import { presentJob } from './job.presenter.js';
import { Costs } from '../quota/costs.decorator.js';
import { OpenRequests } from '../quota/open.requests.js';
import { costOfListQuery } from '../quota/quota.costs.js';
import { ReadingResponse } from '../read-path/response/reading.response.js';
import { JobTracker } from './job.tracker.js';
import { JobViews } from './job.views.js';
import { LongPoll, parseUntil } from '../read-path/long-poll.js';
import {
  DocumentsDescribe,
  DocumentsList,
  DocumentsRead,
  DocumentsTrack,
  DocumentsUntrack,
} from './jobs.documentation.js';
import { DescribeJobDto, TrackJobDto } from './track-job.dto.js';

@ApiTags('Jobs')
@ProblemsOfAccess()
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly lister: JobLister,
    private readonly tracker: JobTracker,
    private readonly views: JobViews,
    private readonly longPoll: LongPoll,
    private readonly readings: ReadingResponse,
    private readonly open: OpenRequests,
  ) {}

  /**
   * Lists tracked jobs, latest change first.
   * @remarks Reads the index and calls no upstream. Jobs must match all filters; a filter with several values matches any of them.
   */
  @Get()
  @DocumentsList
  @Costs(costOfListQuery)
  async list(
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    response.type(JSON_TYPE).send(await this.lister.list(parseJobListQuery(query), caller));
  }

  /**
   * Tracks a job.
   * @remarks The job is polled until it ends. Identify it by `id`, by `connection` and `key`, or by `connection` and `url`.
   */
  @Post()
  @DocumentsTrack
  @Idempotent()
  @Needs('jobs:track')
  async track(
    @Body() body: TrackJobDto,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto> {
    const { record, isNew, webhook } = await this.tracker.track(body, change);
    if (webhook) response.set('Jobgate-Webhook', webhook.id);
    if (webhook?.secret) response.set('Jobgate-Webhook-Secret', webhook.secret);
    response.status(isNew ? 201 : 200).set({ Location: `/jobs/${record.id}`, ETag: etagOf(record) });
    return presentJob(record);
  }

  /**
   * Reads one job.
   * @remarks An untracked job is polled and tracked; the response waits for that for at most 2 s. With `Prefer: wait=<seconds>` the response is sent when the job changes.
   */
  @Get(':id')
  @DocumentsRead
  async read(
    @Param('id') id: string,
    @Query('view') view: string | undefined,
    @Query('until') until: unknown,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto | MinimalJobDto | undefined> {
    // Before anything is read.
    this.views.named(view);
    const job = this.addresses.ofId(id, caller);
    const requirement = parseFreshness(request.headers);
    const wait = { seconds: parseWait(request.headers.prefer), until: parseUntil(until), ifNoneMatch };
    if (wait.seconds !== null) this.open.enter('waits', caller, response);
    const reading = await this.longPoll.read(job, requirement, wait, response);
    const applied = [
      requirement.isStrict ? ['handling=strict'] : [],
      wait.seconds === null ? [] : [`wait=${wait.seconds}`],
    ].flat();
    if (applied.length > 0) response.set('Preference-Applied', applied.join(', '));
    return this.readings.write(reading, response, view, ifNoneMatch);
  }

  /** Changes the name and labels of a job. */
  @Patch(':id')
  @DocumentsDescribe
  @Needs('jobs:track')
  async describe(
    @Param('id') id: string,
    @Body() description: DescribeJobDto,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto> {
    const record = await this.tracker.describe(this.addresses.ofId(id, change.caller), description, change);
    response.set('ETag', etagOf(record));
    return presentJob(record);
  }

  /** Untracks a job. The upstream is not called. */
  @Delete(':id')
  @DocumentsUntrack
  @HttpCode(204)
  @Needs('jobs:track')
  async untrack(@Param('id') id: string, @CurrentChange() change: Change): Promise<void> {
    await this.tracker.untrack(this.addresses.ofId(id, change.caller), change);
  }
}

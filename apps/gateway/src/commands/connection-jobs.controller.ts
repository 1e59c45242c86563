import type { Caller } from '#libs/access';
import type { ConnectionSettings } from '#libs/config';
import { parseJobId } from '#libs/jobs';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller, Needs } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { TakesBodyOf } from '../http/body.interceptor.js';
import { LONG_BODY_BYTES } from '../http/request.body.js';
import { CurrentChange, type Change } from '../idempotency/change.decorator.js';
import { Idempotent } from '../idempotency/idempotent.decorator.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import type { JobDto } from '../jobs/job.dto.js';
import { etagOf } from '../read-path/response/job.headers.js';
import { presentJob } from '../jobs/job.presenter.js';
import { ProblemException } from '../problems/problem.exception.js';
import { DocumentsStart, DocumentsUpstreamJobs, DocumentsUpstreamRuns } from './commands.documentation.js';
import type { UpstreamJobListDto, UpstreamRunListDto } from './commands.dto.js';
import { JobStarter } from './job.starter.js';
import { parseListRange } from './list-range.query.js';
import { UpstreamLister } from './upstream.lister.js';

@ApiTags('Connections')
@ProblemsOfAccess()
@Controller('connections/:name/jobs')
export class ConnectionJobsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly starter: JobStarter,
    private readonly lister: UpstreamLister,
  ) {}

  /**
   * Lists the jobs that the upstream itself lists as active.
   * @remarks Calls the upstream now. Tracks nothing.
   */
  @Get()
  @DocumentsUpstreamJobs
  async active(@Param('name') name: string, @CurrentCaller() caller: Caller): Promise<UpstreamJobListDto> {
    return this.lister.active(this.connection(name, caller), caller);
  }

  /**
   * Starts a job upstream.
   * @remarks Executed at most once: if the outcome is unknown, the response says so, and the call is not retried. The run is tracked at once. In a sequence each run starts after the previous one has succeeded; all carry the same label `jobgate/sequence` and their position in `jobgate/step`. If one fails, the rest is not started, which the label `jobgate/dropped` of that run and the audit log record.
   */
  @Post()
  @TakesBodyOf(LONG_BODY_BYTES)
  @DocumentsStart
  @Idempotent()
  @HttpCode(202)
  @Needs('jobs:operate')
  async start(
    @Param('name') name: string,
    @CurrentChange() change: Change,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto> {
    const record = await this.starter.start(this.connection(name, change.caller), request.body, change);
    response.set({ Location: `/jobs/${record.id}`, ETag: etagOf(record) });
    return presentJob(record);
  }

  /**
   * Lists the runs of a pointer from the upstream.
   * @remarks Calls the upstream now. Tracks nothing.
   */
  @Get(':key/runs')
  @DocumentsUpstreamRuns
  async runs(
    @Param('name') name: string,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
  ): Promise<UpstreamRunListDto> {
    const { name: connection } = this.connection(name, caller);
    const part = parseListRange(query);
    // As in an id, or simply percent-encoded.
    const address = parseJobId(`${connection}~${key}`) ?? { connection, key };
    return this.lister.runs(this.addresses.of(address, caller), part);
  }

  private connection(name: string, caller: Caller): ConnectionSettings {
    const settings = this.addresses.connection(name, caller);
    if (settings === null) throw new ProblemException('connection-not-found');
    return settings;
  }
}

import { Controller, Delete, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { CurrentChange, type Change } from '../idempotency/change.decorator.js';
import { Idempotent } from '../idempotency/idempotent.decorator.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import type { JobDto } from '../jobs/job.dto.js';
import { etagOf } from '../read-path/response/job.headers.js';
import { presentJob } from '../jobs/job.presenter.js';
import { DocumentsCancel, DocumentsDeleteUpstream } from './commands.documentation.js';
import { JobCanceler } from './job.canceler.js';
import { UpstreamDeleter } from './upstream.deleter.js';

@ApiTags('Jobs')
@ProblemsOfAccess()
@Controller('jobs/:id')
export class JobCommandsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly canceler: JobCanceler,
    private readonly deleter: UpstreamDeleter,
  ) {}

  /**
   * Cancels a job.
   * @remarks The cancel request is stored first, and executed later if the upstream is unavailable. The state changes only when a poll observes it. Canceling a pointer cancels its current run, which `Content-Location` names.
   */
  @Post('cancel')
  @DocumentsCancel
  @Idempotent()
  @HttpCode(202)
  @Needs('jobs:operate')
  async cancel(
    @Param('id') id: string,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobDto> {
    const job = this.addresses.ofId(id, change.caller);
    const { record, isPending } = await this.canceler.cancel(job, change);
    if (!isPending) response.status(200);
    response.set({ ETag: etagOf(record), 'Content-Location': `/jobs/${record.id}` });
    return presentJob(record);
  }

  /**
   * Deletes the upstream’s data of an ended job.
   * @remarks No other call deletes anything upstream. The gateway keeps its own data of the job, including the result.
   */
  @Delete('upstream')
  @DocumentsDeleteUpstream
  @Idempotent()
  @HttpCode(204)
  @Needs('jobs:operate')
  async deleteUpstream(@Param('id') id: string, @CurrentChange() change: Change): Promise<void> {
    await this.deleter.delete(this.addresses.ofId(id, change.caller), change);
  }
}

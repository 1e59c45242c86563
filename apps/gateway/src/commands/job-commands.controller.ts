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
   * @remarks The wish is stored first, and carried out later where the upstream cannot be asked now. The state changes only by what is seen of the job afterwards. Of a pointer, the run that it points to is canceled: `Content-Location` names it.
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
   * Deletes what the upstream keeps of an ended job.
   * @remarks Never implied by anything else. What is known of the job here stays, its result too.
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

import type { Caller } from '#libs/access';
import { Store } from '#libs/store';
import { Controller, Get, Headers, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { namesTag } from '../http/entity-tags.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { DocumentsExplain, DocumentsHistory, DocumentsResult } from './job-details.documentation.js';
import { JobAddresses } from './job.addresses.js';
import { JobExplainer } from './job.explainer.js';
import { timestamp } from './job.presenter.js';
import { begun, JobResults } from './job.results.js';
import { tracked } from './job.tracker.js';

@ApiTags('Jobs')
@ProblemsOfAccess()
@Controller('jobs/:id')
export class JobDetailsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly store: Store,
    private readonly results: JobResults,
    private readonly explainer: JobExplainer,
  ) {}

  /**
   * Lists the transitions of a job.
   * @remarks Every transition, oldest first, with the interval in which it verifiably happened.
   */
  @Get('history')
  @DocumentsHistory
  async history(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<HistoryDto> {
    const job = this.addresses.ofId(id, caller);
    const [stored, transitions] = await Promise.all([this.store.jobs.read(job), this.store.jobs.history(job)]);
    return {
      id: tracked(stored).record.id,
      transitions: transitions.map((transition) => ({
        ...transition,
        upstreamAt: timestamp(transition.upstreamAt),
        notBefore: timestamp(transition.notBefore),
        notAfter: timestamp(transition.notAfter),
      })),
    };
  }

  /**
   * Reads the result of a job.
   * @remarks Results of any size are streamed. Small results are also part of the job.
   */
  @Get('result')
  @DocumentsResult
  async result(
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const found = await this.results.of(this.addresses.ofId(id, caller));
    if (found === null) throw new ProblemException('result-not-found');
    const etag = `"${found.digest}"`;
    const isUnchanged = namesTag(ifNoneMatch, etag);
    const isBodyWanted = request.method !== 'HEAD' && !isUnchanged;
    const chunks = isBodyWanted ? await begun(found.chunks) : [];
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (!isUnchanged)
      return new StreamableFile(Readable.from(chunks), { type: 'application/json', length: found.bytes });
    response.status(304);
    return undefined;
  }

  /**
   * Explains the state and freshness of a job.
   * @remarks The upstream request, the mapping rule, the time and reason of the next poll, and what would make the data fresher.
   */
  @Get('explain')
  @DocumentsExplain
  async explain(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ExplanationDto> {
    return this.explainer.explain(this.addresses.ofId(id, caller));
  }
}

import type { Caller } from '#libs/access';
import { Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { CurrentCaller } from '../access/caller.decorator.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { ExplanationDto, HistoryDto } from './job-details.dto.js';
import { JobAddresses } from './job.addresses.js';
import { JobExplainer } from './job.explainer.js';
import { JobHistory } from './job.history.js';
import { JobResults } from './job.results.js';

@ApiTags('Jobs')
@Controller('jobs/:id')
export class JobDetailsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly histories: JobHistory,
    private readonly results: JobResults,
    private readonly explainer: JobExplainer,
  ) {}

  /** Every change of state, oldest first, with the interval in which the gateway can prove it. */
  @Get('history')
  async history(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<HistoryDto> {
    return this.histories.of(this.addresses.ofId(id, caller));
  }

  /** The result of a job, however large. */
  @Get('result')
  async result(
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const found = await this.results.of(this.addresses.ofId(id, caller));
    if (found === null) throw new ProblemException('result-not-found');
    const etag = `"${found.digest}"`;
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache', Vary: 'Authorization, X-API-Key' });
    if (ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
      response.status(304);
      return undefined;
    }
    return new StreamableFile(Readable.from(found.chunks), { type: 'application/json', length: found.bytes });
  }

  /** Why a job looks as it does: request, mapping rule, next check, and what would make it fresher. */
  @Get('explain')
  async explain(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ExplanationDto> {
    return this.explainer.explain(this.addresses.ofId(id, caller));
  }
}

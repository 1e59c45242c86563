import type { Caller } from '#libs/access';
import { formatJobId, isDormant } from '#libs/jobs';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { jsonBytes } from '../http/json-bytes.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { isOver } from '../read-path/response/job.headers.js';
import { JobLister } from '../jobs/job.lister.js';
import { ANY_AGE } from '../read-path/freshness.js';
import { JobReader } from '../read-path/job.reader.js';
import { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import { JobViews } from '../jobs/job.views.js';
import { ProblemException } from '../problems/problem.exception.js';
import { OpenRequests } from '../quota/open.requests.js';
import { EventsResponder } from './events.responder.js';
import { DocumentsEvents, DocumentsJobEvents } from './events.documentation.js';
import { parseEventsQuery, parseManyEventsQuery } from './events.query.js';
import { jobSource } from './job.source.js';
import { listSource } from './list.source.js';

@ApiTags('Events')
@ProblemsOfAccess()
@Controller()
export class EventsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly lister: JobLister,
    private readonly reader: JobReader,
    private readonly stored: StoredJobReader,
    private readonly views: JobViews,
    private readonly answers: EventsResponder,
    private readonly open: OpenRequests,
  ) {}

  /**
   * Streams the changes of all jobs that match the filters.
   * @remarks The stream begins with a snapshot, one event for each job. Then each changed job follows.
   */
  @Get('events')
  @DocumentsEvents
  async events(
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { options, list } = parseManyEventsQuery(query, headersOf(request));
    this.open.enter('streams', caller, response);
    const connections = this.addresses.chosen(caller, list.connections, list.filter.providers);
    const names = connections.map(({ name }) => name);
    const source = listSource(this.lister, list, names, caller);
    await this.answers.answer(source, options, { request, response, isOver: false });
  }

  /**
   * Streams the changes of one job until it has ended.
   * @remarks The stream begins with the job, which follows again after each change. The stream closes after the job has ended; a reconnect then returns 204.
   */
  @Get('jobs/:id/events')
  @DocumentsJobEvents
  async jobEvents(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const options = parseEventsQuery(query, headersOf(request));
    const job = this.addresses.ofId(id, caller);
    this.open.enter('streams', caller, response);
    // A client that reconnects to an untracked job does not want it tracked again.
    const reading = options.after === null ? await this.reader.read(job, ANY_AGE) : await this.stored.read(job);
    if (reading?.kind === 'absent' || reading?.kind === 'too-old') throw new ProblemException('job-not-found');
    if (reading?.kind === 'known' && isDormant(reading.record)) await this.stored.awaken(job);
    const untracked = reading?.kind === 'pending' ? await this.views.ofUntracked(undefined, reading.record) : null;
    const source = jobSource(this.stored, job, formatJobId(job), untracked && jsonBytes(untracked));
    const hasEnded = reading === null || (reading.kind === 'known' && isOver(reading.record));
    await this.answers.answer(source, options, { request, response, isOver: hasEnded });
  }
}

function headersOf({ headers }: Request): { accept?: string; lastEventId?: string } {
  return { accept: headers.accept, lastEventId: [headers['last-event-id'] ?? []].flat()[0] };
}

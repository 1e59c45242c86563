import type { Caller } from '#libs/access';
import { Store } from '#libs/store';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller, Needs, TakesBasic } from '../access/access.decorators.js';
import { ProblemsOfAccess, Problems } from '../documentation/openapi.problems.js';
import { ConnectionStatusReader } from '../connections/connection.status.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { retryLater } from '../problems/problem.exception.js';
import { QueueBoards } from './queue.boards.js';
import { answerOf, operation } from '../documentation/openapi.operation.js';

const DocumentsQueues = operation(
  { operationId: 'readQueues', security: [{ bearer: [] }, { apiKey: [] }, { basic: [] }] },
  answerOf(200, 'The page.', { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } }),
  Problems('missing-scope', 'cross-site-refused'),
);

/**
 * The page of the board has nothing but its own files, runs one of them in a worker, and asks this gateway. It sets styles by the
 * object model alone, which needs no `unsafe-inline`: https://www.w3.org/TR/CSP3/#directive-style-src
 */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'", "img-src 'self' data:"],
  ...["style-src 'self'", "base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const BOARD_HEADERS = { 'Content-Security-Policy': POLICY };
/** The names of files change with what is in them. */
const FILE_HEADERS = { 'Cache-Control': 'private, max-age=3600' };

/** The requests that wait in the queues of the connections, for operators. */
@ApiTags('Health')
@ProblemsOfAccess()
@Controller('queues')
@Needs('admin')
@TakesBasic('Jobgate queues')
export class QueuesController {
  constructor(
    private readonly boards: QueueBoards,
    private readonly addresses: JobAddresses,
    private readonly status: ConnectionStatusReader,
    private readonly store: Store,
  ) {}

  /**
   * Shows the request queues of the connections (read-only).
   * @remarks The requests to workers and their outcome, for the caller’s connections. Requires the scope `admin`. A browser prompts for a user name and password: use any name, and a key or token as the password.
   */
  @Get()
  @DocumentsQueues
  page(@Req() request: Request, @Res() response: Response, @CurrentCaller() caller: Caller): Promise<void> {
    return this.answer(request, response, caller);
  }

  /** What the page consists of, and asks for. */
  @Get('*path')
  @ApiExcludeEndpoint()
  part(@Req() request: Request, @Res() response: Response, @CurrentCaller() caller: Caller): Promise<void> {
    if (request.path.startsWith('/queues/static/')) response.set(FILE_HEADERS);
    return this.answer(request, response, caller);
  }

  private async answer(request: Request, response: Response, caller: Caller): Promise<void> {
    if (!(await this.store.isReachable())) throw retryLater('store-unavailable', 1);
    const visible = this.addresses.visible(caller).map(({ name }) => name);
    const { readable } = await this.status.availabilityOf(visible);
    const { activeQueue } = request.query;
    const isAway = visible.some((name) => name === activeQueue && !readable.includes(name));
    if (isAway) throw retryLater('store-unavailable', 1);
    const seesAll = visible.length === this.addresses.connections.length;
    const board = await this.boards.of(readable, seesAll);
    response.set(BOARD_HEADERS);
    await board.answer(request, response);
  }
}

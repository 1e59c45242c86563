import type { Caller } from '#libs/access';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import { ConnectionDto, ConnectionListDto } from './connection.dto.js';
import { ConnectionPresenter } from './connection.presenter.js';
import { DocumentsConnection, DocumentsConnections } from './connections.documentation.js';

@ApiTags('Connections')
@ProblemsOfAccess()
@Controller('connections')
export class ConnectionsController {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly presenter: ConnectionPresenter,
  ) {}

  /** Lists the upstream systems that the caller can see. */
  @Get()
  @DocumentsConnections
  async list(@CurrentCaller() caller: Caller): Promise<ConnectionListDto> {
    return this.presenter.presentAll(this.addresses.visible(caller));
  }

  /**
   * Reads one upstream system.
   * @remarks Its capabilities, key forms, upstream statuses, health and rate limits.
   */
  @Get(':name')
  @DocumentsConnection
  async read(@Param('name') name: string, @CurrentCaller() caller: Caller): Promise<ConnectionDto> {
    const settings = this.addresses.connection(name, caller);
    if (settings === null) throw new ProblemException('connection-not-found');
    return this.presenter.present(settings);
  }
}

import type { Caller } from '#libs/access';
import { Store } from '#libs/store';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Needs } from '../access/access.decorators.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { timestamp } from '../jobs/job.presenter.js';
import { DocumentsAudit } from './audit.documentation.js';
import type { AuditPageDto } from './audit.dto.js';
import { cursorText, parseAuditQuery } from './audit.query.js';

@ApiTags('Audit')
@ProblemsOfAccess()
@Controller('audit')
export class AuditController {
  constructor(private readonly store: Store) {}

  /**
   * Reads the audit log.
   * @remarks Every call that changes something, with its response, including rejected calls, latest first. Requires the scope `admin` and shows only entries about the caller’s connections. The oldest entries are removed.
   */
  @Get()
  @DocumentsAudit
  @Needs('admin')
  async read(@Query() query: Record<string, unknown>, @CurrentCaller() caller: Caller): Promise<AuditPageDto> {
    const { limit, before, ...filter } = parseAuditQuery(query);
    const sees = (connection: string | null) => (connection === null ? caller.seesAll : caller.sees(connection));
    const { entries, next } = await this.store.audit.read({ ...filter, canSee: sees }, limit, before);
    return {
      entries: entries.map((entry) => ({ ...entry, at: timestamp(entry.at) })),
      nextCursor: cursorText(next),
    };
  }
}

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
   * Who asked for what.
   * @remarks Every call that was to change something, with its answer, refused ones too: latest first. Needs the scope `admin`, and shows what concerns the connections of the caller. The oldest entries are forgotten.
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

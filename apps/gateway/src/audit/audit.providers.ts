import { Store } from '#libs/store';
import type { Provider, Type } from '@nestjs/common';
import type { Logger } from 'pino';
import { ClientAddress } from '../access/client.address.js';
import { RequestIds } from '../http/request.ids.js';
import { AuditController } from './audit.controller.js';
import { AuditRecorder } from './audit.recorder.js';
import { AuditReporter } from './audit.reports.js';
import { ReadLog } from './read.log.js';

export const AUDIT_CONTROLLERS: Type[] = [AuditController];

/** What tells who did what, and who read how much. */
export function auditProviders(logger: Logger): Provider[] {
  return [
    {
      provide: RequestIds,
      inject: [ClientAddress],
      useFactory: (addresses: ClientAddress) => new RequestIds(addresses),
    },
    {
      provide: AuditRecorder,
      inject: [Store, ClientAddress, RequestIds],
      useFactory: (store: Store, addresses: ClientAddress, ids: RequestIds) =>
        new AuditRecorder(store, logger, addresses, ids),
    },
    {
      provide: ReadLog,
      inject: [ClientAddress],
      useFactory: (addresses: ClientAddress) => new ReadLog(logger, addresses),
    },
    {
      provide: AuditReporter,
      inject: [AuditRecorder, ReadLog],
      useFactory: (recorder: AuditRecorder, reads: ReadLog) => new AuditReporter(recorder, reads),
    },
  ];
}

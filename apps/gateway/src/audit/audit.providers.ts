import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { ClientAddress } from '../access/client.address.js';
import { RequestIds } from '../http/request.ids.js';
import { provide, provideBy } from '../provide.js';
import { AuditRecorder } from './audit.recorder.js';
import { AuditReporter } from './audit.reports.js';
import { ReadLog } from './read.log.js';

export const auditProviders = (logger: Logger): Provider[] => [
  provide(RequestIds, [ClientAddress]),
  provideBy(
    AuditRecorder,
    [Store, ClientAddress, RequestIds],
    (store, addresses, ids) => new AuditRecorder(store, logger, addresses, ids),
  ),
  provideBy(ReadLog, [ClientAddress], (addresses) => new ReadLog(logger, addresses)),
  provide(AuditReporter, [AuditRecorder, ReadLog]),
];

import { Access } from '#libs/access';
import { ObservationRequests, QueueInspection } from '#libs/requests';
import { StreamTail, Store } from '#libs/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { hostname } from 'node:os';
import { AuditReporter } from './audit/audit.reports.js';
import { PointerReadsReporter } from './demand/pointer-reads.reporter.js';

@Injectable()
export class GatewayLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly tail: StreamTail,
    private readonly requests: ObservationRequests,
    private readonly queues: QueueInspection,
    private readonly store: Store,
    private readonly pointers: PointerReadsReporter,
    private readonly access: Access,
    private readonly reports: AuditReporter,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Retried later where Redis is unreachable.
    await this.store.formats.load().catch(() => undefined);
    this.reports.begin();
    this.store.processes.begin({ role: 'gateway', host: hostname(), pid: process.pid });
  }

  async onApplicationShutdown(): Promise<void> {
    this.access.close();
    await this.reports.end();
    await this.tail.close();
    await this.requests.close();
    await this.queues.close();
    await this.pointers.stop();
    await this.store.processes.end();
    await this.store.close();
  }
}

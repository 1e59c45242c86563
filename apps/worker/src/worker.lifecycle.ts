import { Access } from '#libs/access';
import { WebhookSender } from '#libs/delivery';
import { ConnectionLeaseManager } from '#libs/observer';
import { SignalReader, Store } from '#libs/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { hostname } from 'node:os';
import { ConnectionRetirement } from './retirement/connection.retirement.js';
import { WorkerListener } from './worker.listener.js';

/** Starts the components in order, and releases leases and sockets before the process ends. */
@Injectable()
export class WorkerLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly leaseManager: ConnectionLeaseManager,
    private readonly sender: WebhookSender,
    private readonly store: Store,
    private readonly listener: WorkerListener,
    private readonly retirement: ConnectionRetirement,
    private readonly access: Access,
    private readonly signals: SignalReader,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Read again later if Redis is down.
    await this.store.formats.load().catch(() => undefined);
    this.store.processes.begin({ role: 'worker', host: hostname(), pid: process.pid });
    this.leaseManager.start();
    this.retirement.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.close();
    this.access.close();
    await Promise.all([this.leaseManager.stop(), this.retirement.stop()]);
    await this.signals.close();
    await this.sender.close();
    await this.store.processes.end();
    await this.store.close();
  }
}

import { Store } from '#libs/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { JobAddresses } from '../jobs/job.addresses.js';

const EVERY_MS = 60_000;

/** Registers the connections of this gateway, so that no worker retires one that callers still see. */
@Injectable()
export class ConnectionRegistration implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
  ) {}

  onApplicationBootstrap(): void {
    this.announce();
    this.timer = setInterval(() => this.announce(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private announce(): void {
    const names = this.addresses.connections.map(({ name }) => name);
    // A failure is repeated a minute later, long before anything is retired.
    void this.store.registry.markConfigured(names, this.store.clock.now()).catch(() => undefined);
  }
}

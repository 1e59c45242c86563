import { Access } from '#libs/access';
import type { WorkerConfiguration } from '#libs/config';
import { WebhookSender } from '#libs/delivery';
import { ConnectionLeaseManager } from '#libs/observer';
import { SubscriberPermissions } from '#libs/webhooks';
import { Injectable } from '@nestjs/common';
import { ConnectionRetirement } from './retirement/connection.retirement.js';

/** Applies a changed configuration to a running worker. */
@Injectable()
export class ConfigApplier {
  constructor(
    private readonly leaseManager: ConnectionLeaseManager,
    private readonly sender: WebhookSender,
    private readonly permissions: SubscriberPermissions,
    private readonly callers: Access,
    private readonly retirement: ConnectionRetirement,
  ) {}

  applyConfig({ access, webhooks, connections, tracking }: WorkerConfiguration): void {
    this.permissions.applyConfig(access);
    this.callers.applyConfig(access);
    this.sender.applyConfig(webhooks);
    this.leaseManager.applyConfig({ connections, tracking, shares: { polls: access.limits.polls } });
    this.retirement.applyConfig(connections, tracking.retentionMs);
  }
}

import { Access } from '#libs/access';
import type { WorkerConfiguration } from '#libs/config';
import { WebhookSender } from '#libs/delivery';
import { Caretaker } from '#libs/refresh';
import { Rights } from '#libs/webhooks';
import { Injectable } from '@nestjs/common';
import { ConnectionRetirement } from './retirement/connection.retirement.js';

/** Hands a configuration that has come into force to the parts of a running worker that live by it. */
@Injectable()
export class ConfigurationFollower {
  constructor(
    private readonly caretaker: Caretaker,
    private readonly sender: WebhookSender,
    private readonly rights: Rights,
    private readonly callers: Access,
    private readonly retirement: ConnectionRetirement,
  ) {}

  adopt({ access, webhooks, connections, tracking }: WorkerConfiguration): void {
    this.rights.adopt(access);
    this.callers.adopt(access);
    this.sender.adopt(webhooks);
    this.caretaker.adopt({ connections, tracking, shares: { polls: access.limits.polls } });
    this.retirement.adopt(connections, tracking.retentionMs);
  }
}

import { Access, type Caller } from '#libs/access';
import { Store } from '#libs/store';
import { SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WebhookSubscriptions } from './webhook.subscriptions.js';

/**
 * Has the subscriptions of callers with tokens go on as long as good tokens of theirs are seen. Nothing is written while a
 * request waits: recent tokens are checked now and then.
 */
@Injectable()
export class TokenGrantRenewal implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private isOver = false;

  constructor(
    private readonly access: Access,
    private readonly rights: SubscriberPermissions,
    private readonly repository: SubscriptionRepository,
    private readonly subscriptions: WebhookSubscriptions,
    private readonly store: Store,
  ) {}

  onApplicationBootstrap(): void {
    this.plan();
  }

  onApplicationShutdown(): void {
    this.isOver = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private plan(): void {
    if (this.isOver) return;
    // A failed renewal is repeated.
    const round = () =>
      void this.renew()
        .catch(() => undefined)
        .finally(() => this.plan());
    this.timer = setTimeout(round, this.rights.renewEveryMs).unref();
  }

  private async renew(): Promise<void> {
    const callers = this.access.drainSeenTokenCallers().filter((caller) => caller.may('jobs:track'));
    if (callers.length === 0) return;
    const subscriptions = [...(await this.repository.all()).values()];
    for (const caller of callers) {
      for (const { id } of subscriptions.filter(({ owner }) => owner === caller.name)) await this.renewOne(id, caller);
    }
  }

  private async renewOne(id: string, caller: Caller): Promise<void> {
    const at = this.store.clock.now();
    const token = { sees: (name: string) => caller.sees(name), connections: this.subscriptions.seenBy(caller) };
    await this.repository.change(id, (present) => {
      const grant = this.rights.renewed(present, token, at);
      return grant && { ...present, grant };
    });
  }
}

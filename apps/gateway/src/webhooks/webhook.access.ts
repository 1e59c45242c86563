import type { Caller } from '#libs/access';
import type { SubscriberPermissions, Subscription } from '#libs/webhooks';

/** Which callers may see and change a subscription. */
export class WebhookAccess {
  constructor(private readonly rights: SubscriberPermissions) {}

  /**
   * Whether a subscription exists for a caller: their own ones do, and for an admin those that reveal no connection that
   * the admin does not see.
   */
  isVisible(subscription: Subscription, caller: Caller): boolean {
    const { owner, filter } = subscription;
    // An owner who lost all of its connections has lost it, too.
    if (owner === caller.name) return filter.connection === null || filter.connection.some((name) => caller.sees(name));
    const connections = this.connectionsOf(subscription);
    const isWithin = connections.length > 0 && connections.every((connection) => caller.sees(connection));
    return caller.may('admin') && (caller.seesAll || isWithin);
  }

  /** Its owner, and admins of all connections: address and secret give access to the owner's events. */
  mayChange({ owner }: Subscription, caller: Caller): boolean {
    return owner === caller.name || (caller.may('admin') && caller.seesAll);
  }

  /** The connections of its events now; `*`: all. */
  connectionsOf(subscription: Subscription): readonly string[] {
    return subscription.filter.connection ?? this.rights.connectionsOf(subscription);
  }
}

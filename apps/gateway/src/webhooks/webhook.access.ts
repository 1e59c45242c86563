import type { Caller } from '#libs/access';
import type { SubscriberPermissions, Subscription } from '#libs/webhooks';

/** What subscriptions are for callers: who sees one, and who may change what it tells and where. */
export class WebhookAccess {
  constructor(private readonly rights: SubscriberPermissions) {}

  /**
   * Whether a subscription exists for a caller: their own ones do, and for an admin those that tell of no connection that
   * the admin does not see.
   */
  isVisible(subscription: Subscription, caller: Caller): boolean {
    const { owner, filter } = subscription;
    // An owner who has lost every connection that it names has lost it, too.
    if (owner === caller.name) return filter.connection === null || filter.connection.some((name) => caller.sees(name));
    const heardOf = this.heardOf(subscription);
    const isWithin = heardOf.length > 0 && heardOf.every((connection) => caller.sees(connection));
    return caller.may('admin') && (caller.seesAll || isWithin);
  }

  /** Besides its owner those alone from whom nothing is hidden: whoever sets the address or the secret of one hears what its owner may hear. */
  mayChange({ owner }: Subscription, caller: Caller): boolean {
    return owner === caller.name || (caller.may('admin') && caller.seesAll);
  }

  /** The connections that a subscription may tell of now; `*`: all. */
  heardOf(subscription: Subscription): readonly string[] {
    return subscription.filter.connection ?? this.rights.connectionsOf(subscription);
  }
}

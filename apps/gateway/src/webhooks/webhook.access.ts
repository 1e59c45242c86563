import type { Caller } from '#libs/access';
import type { Subscription } from '#libs/webhooks';

/**
 * Whether a subscription exists for a caller: their own ones do, and for an admin those that tell of no connection that
 * the admin does not see.
 */
export function isVisible(subscription: Subscription, caller: Caller): boolean {
  if (subscription.owner === caller.name) return true;
  const heardOf = subscription.filter.connection ?? subscription.grant.connections;
  return caller.may('admin') && heardOf.every((connection) => caller.sees(connection));
}

import type { Caller } from '#libs/access';
import type { Subscription } from '#libs/webhooks';

/**
 * Whether a subscription exists for a caller: their own ones do, and for an admin those that tell of no connection that
 * the admin does not see.
 */
export function isVisible(subscription: Subscription, caller: Caller): boolean {
  const { owner, filter, grant } = subscription;
  // An owner who has lost every connection that it names has lost it, too.
  if (owner === caller.name) return filter.connection === null || filter.connection.some((name) => caller.sees(name));
  const heardOf = filter.connection ?? grant.connections;
  return caller.may('admin') && heardOf.every((connection) => caller.sees(connection));
}

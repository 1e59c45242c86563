import { readObject } from '#libs/store';

/** The filter of a subscription, as the filters of lists are written. null: none. */
export interface SubscriptionFilter {
  connection: string[] | null;
  provider: string[] | null;
  kind: string[] | null;
  /** States, `active`, `terminal`, `attention`. */
  state: string[] | null;
  severity: string[] | null;
  observation: string[] | null;
  operation: string[] | null;
  /** `name:value`, all of which have to fit. */
  label: string[] | null;
  q: string | null;
  /** Epoch milliseconds. */
  updatedSince: number | null;
  startedAfter: number | null;
  startedBefore: number | null;
}

export const NO_FILTER: SubscriptionFilter = {
  connection: null,
  provider: null,
  kind: null,
  state: null,
  severity: null,
  observation: null,
  operation: null,
  label: null,
  q: null,
  updatedSince: null,
  startedAfter: null,
  startedBefore: null,
};

/** `matching`: all jobs that its filter fits. `named`: only those that named it when they were tracked. */
export const SELECTIONS = ['matching', 'named'] as const;
export type Selection = (typeof SELECTIONS)[number];

/** Why nothing is delivered: its maker wants it so, or its receiver answered 410. */
export const DISABLED_REASONS = ['asked', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export interface SigningSecret {
  /** `whsec_` and base64. */
  value: string;
  /** When it ends, epoch milliseconds; null: it is the present one. */
  until: number | null;
}

export interface Subscription {
  id: string;
  /** The name of the caller who made it. */
  owner: string;
  /** The connections that the owner could see last; `*`: all. */
  grant: { connections: string[]; at: number };
  url: string;
  description: string | null;
  selection: Selection;
  filter: SubscriptionFilter;
  /** The present one first. */
  secrets: SigningSecret[];
  disabled: DisabledReason | null;
  /**
   * About when it was last named for a job that is tracked, epoch milliseconds; absent: it was not since it was made. Those
   * that were made for single jobs end with them, but never soon after this.
   */
  namedAt?: number;
  /** Earlier events are not delivered; by the clock of events, epoch milliseconds. */
  since: number;
  createdAt: number;
  changedAt: number;
}

/** The same subscription with the new name of a connection in the place of the former one; null: it does not have it. */
export function withConnectionRenamed(subscription: Subscription, from: string, to: string): Subscription | null {
  const { filter, grant } = subscription;
  const isNamed = [...(filter.connection ?? []), ...grant.connections].includes(from);
  if (!isNamed) return null;
  const renamed = (names: string[]) => names.map((name) => (name === from ? to : name));
  return {
    ...subscription,
    filter: { ...filter, connection: filter.connection && renamed(filter.connection) },
    grant: { ...grant, connections: renamed(grant.connections) },
  };
}

/** Throws on anything else. */
export function subscriptionFrom(text: string): Subscription {
  return readObject<Subscription>(text, {
    ...({ id: 'string', owner: 'string', url: 'string', selection: 'string' } as const),
    ...({ grant: 'object', filter: 'object', secrets: 'array', since: 'number' } as const),
  });
}

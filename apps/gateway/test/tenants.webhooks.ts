/** What restricted admins hear of somebody else's subscription, by route and by member. The spec holds each line. */

export const [OURS, THEIRS] = ['dm-prod', 'hmc-lab'] as const;
export const HOOKS = 'https://hooks.example.com/';

/** A subscription that somebody else has made, and two of its deliveries. */
export interface Theirs {
  id: string;
  /** The id of a delivery by its connection. */
  deliveries: Record<string, string>;
}

export interface WebhookCase {
  /** `METHOD /path` of the OpenAPI document. */
  route: string;
  path(theirs: Theirs): string;
  body?: object;
  /** The connection of the delivery that it names. Whoever does not see that one hears of none. */
  delivery?: string;
  /** What an admin hears who sees the subscription, but does not see everything. */
  status: number;
  /** The same while the subscription is disabled. */
  whileDisabled?: number;
}

const at = (rest = '') => ({ path: ({ id }: Theirs) => `/webhooks/${id}${rest}` });
const atDelivery = (connection: string, rest = '') => ({
  delivery: connection,
  path: ({ id, deliveries }: Theirs) => `/webhooks/${id}/deliveries/${deliveries[connection]}${rest}`,
});

/** In an order in which none takes from the next what that is about. A new route needs its line here. */
export const WEBHOOK_CASES: readonly WebhookCase[] = [
  { route: 'GET /webhooks/{id}', ...at(), status: 200 },
  { route: 'GET /webhooks/{id}/deliveries', ...at('/deliveries'), status: 200 },
  { route: 'GET /webhooks/{id}/deliveries/{deliveryId}', ...atDelivery(OURS), status: 200 },
  { route: 'GET /webhooks/{id}/deliveries/{deliveryId}', ...atDelivery(THEIRS), status: 200 },
  ...[OURS, THEIRS].map((connection) => ({
    route: 'POST /webhooks/{id}/deliveries/{deliveryId}/redeliver',
    ...atDelivery(connection, '/redeliver'),
    ...{ status: 202, whileDisabled: 409 },
  })),
  { route: 'POST /webhooks/{id}/test', ...at('/test'), status: 202, whileDisabled: 409 },
  { route: 'POST /webhooks/{id}/rotate', ...at('/rotate'), status: 403 },
  { route: 'PATCH /webhooks/{id}', ...at(), body: { url: `${HOOKS}taken-over` }, status: 403 },
  { route: 'PATCH /webhooks/{id}', ...at(), body: { enabled: false }, status: 200 },
  { route: 'DELETE /webhooks/{id}', ...at(), status: 204 },
];

/** Routes that name no subscription: the spec asks them for each caller by itself. */
export const ROUTES_OF_NONE: readonly string[] = ['GET /webhooks', 'POST /webhooks'];

/** Values for each member that a body may set. A new member needs its line here. */
export const MEMBERS: Readonly<Record<string, readonly unknown[]>> = {
  url: [`${HOOKS}other`],
  description: ['for people', null],
  enabled: [true, false],
  connection: [[OURS], [THEIRS], [OURS, THEIRS], null],
  provider: [['datameer'], ['ibm-hmc'], null],
  kind: [['run'], null],
  state: [['failed', 'attention'], null],
  severity: [['error'], null],
  observation: [['fresh'], null],
  operation: [['load'], null],
  label: [['team:bi'], null],
  q: ['load', null],
  updatedSince: ['2026-11-21T08:00:00Z', null],
  startedAfter: ['2026-11-21T08:00:00Z', null],
  startedBefore: ['2026-11-21T08:00:00Z', null],
};

/** What an admin who does not see everything may set of somebody else's subscription. */
export const mayBeSetByAdmins = (member: string, value: unknown): boolean => member === 'enabled' && value === false;

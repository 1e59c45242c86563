/** Audited calls, by method and route. */
const ACTIONS: Readonly<Record<string, string>> = {
  'POST /jobs': 'track',
  'PATCH /jobs/:id': 'describe',
  'DELETE /jobs/:id': 'untrack',
  'POST /jobs/:id/cancel': 'cancel',
  'DELETE /jobs/:id/upstream': 'delete-upstream',
  'POST /connections/:name/jobs': 'start',
  'POST /webhooks': 'subscribe',
  'PATCH /webhooks/:id': 'change-subscription',
  'DELETE /webhooks/:id': 'unsubscribe',
  'POST /webhooks/:id/rotate': 'rotate-secret',
  'POST /webhooks/:id/test': 'test-webhook',
  'POST /webhooks/:id/deliveries/:deliveryId/redeliver': 'redeliver',
};

/** Carried out by an upstream. */
const ON_UPSTREAMS = new Set(['cancel', 'delete-upstream', 'start']);

export const isOnUpstream = (action: string): boolean => ON_UPSTREAMS.has(action);

export const AUDIT_ACTIONS = Object.values(ACTIONS);

/** The action of a call; null: it changes nothing. */
export const actionOf = (method: string, route: string): string | null => ACTIONS[`${method} ${route}`] ?? null;

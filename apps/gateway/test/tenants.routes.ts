import type { Scope } from '#libs/access';

/** What a tenant has, or what nobody has: made anew for each request, so that none finds what another one left. */
export interface Things {
  connection: string;
  /** The key of a job of that connection. */
  key: string;
}

export interface RouteCase {
  /** null: for everybody. */
  scope: Scope | null;
  /** Whether the request names a thing that belongs to a tenant; else its answer is put together for its caller. */
  isOfTenant: boolean;
  /** Whether each of several things is answered by itself inside of one answer. */
  isOfMany?: boolean;
  path(things: Things): string;
  body?(things: Things): object;
  /** By member of the body: further bodies that have it. */
  members?(things: Things): Record<string, object>;
  /** What somebody hears who may do this and sees the thing. No worker is there. */
  statuses: readonly number[];
}

const id = ({ connection, key }: Things): string => `${connection}~${key}`;
const ofJob =
  (rest = '') =>
  (things: Things) =>
    `/jobs/${id(things)}${rest}`;
const ofConnection =
  (rest = '') =>
  ({ connection }: Things) =>
    `/connections/${connection}${rest}`;

const open = (path: string): RouteCase => ({ scope: null, isOfTenant: false, path: () => path, statuses: [200] });
const whole = (path: string, more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ scope: 'jobs:read', isOfTenant: false, path: () => path, statuses: [200] },
  ...more,
});
const one = (path: RouteCase['path'], more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ scope: 'jobs:read', isOfTenant: true, path, statuses: [200] },
  ...more,
});

/** Subscriptions belong to callers, not to tenants: tenants.webhooks.spec.ts holds theirs against each other. */
const ofNobodysWebhook = (route: string): RouteCase => {
  const path = route.split(' ')[1]!.replace('{id}', 'wh_unknown').replace('{deliveryId}', 'msg_unknown');
  return one(() => path, {
    scope: 'jobs:track',
    statuses: [404],
    ...(/^PATCH/.test(route) ? { body: () => ({}) } : {}),
  });
};

/** Every route of the OpenAPI document, as `METHOD /path`. A new route needs its line here. */
export const ROUTES: Readonly<Record<string, RouteCase>> = {
  'GET /health/live': open('/health/live'),
  'GET /health/ready': { ...open('/health/ready'), statuses: [503] },
  'GET /problems': open('/problems'),
  'GET /problems/{code}': open('/problems/job-not-found'),
  'GET /openapi.json': open('/openapi.json'),
  'GET /openapi.yaml': open('/openapi.yaml'),

  'GET /jobs': whole('/jobs?limit=200'),
  'GET /jobs/summary': whole('/jobs/summary?groupBy=connection,provider,state'),
  'POST /jobs/batch': one(() => '/jobs/batch', {
    isOfMany: true,
    body: (things) => ({ ids: [id(things)] }),
    members: (things) => ({ ifRevision: { ids: [id(things)], ifRevision: { [id(things)]: 1 } } }),
  }),
  'POST /jobs': one(() => '/jobs', {
    scope: 'jobs:track',
    body: ({ connection, key }) => ({ connection, key, labels: { team: 'a' } }),
    members: ({ connection, key }) => ({
      id: { id: `${connection}~${key}` },
      url: { connection, url: `/rest/job-execution/job-details/${key}` },
      name: { connection, key, name: 'tracked' },
      deadline: { connection, key, deadline: '2099-01-01T00:00:00Z' },
      webhook: { connection, key, webhook: 'https://hooks.example.com/' },
    }),
    statuses: [200, 201],
  }),
  'GET /jobs/{id}': one(ofJob()),
  'PATCH /jobs/{id}': one(ofJob(), {
    scope: 'jobs:track',
    body: () => ({ name: 'renamed' }),
    members: () => ({ labels: { labels: { team: 'b' } } }),
  }),
  'DELETE /jobs/{id}': one(ofJob(), { scope: 'jobs:track', statuses: [204] }),
  'GET /jobs/{id}/history': one(ofJob('/history')),
  'GET /jobs/{id}/result': one(ofJob('/result')),
  'GET /jobs/{id}/explain': one(ofJob('/explain')),
  'GET /jobs/{id}/events': one(ofJob('/events')),
  'POST /jobs/{id}/cancel': one(ofJob('/cancel'), { scope: 'jobs:operate', statuses: [200, 202, 409, 503, 504] }),
  'DELETE /jobs/{id}/upstream': one(ofJob('/upstream'), {
    scope: 'jobs:operate',
    statuses: [200, 202, 204, 409, 503, 504],
  }),

  'GET /events': whole('/events'),

  'GET /connections': whole('/connections'),
  'GET /connections/{name}': one(ofConnection()),
  'GET /connections/{name}/jobs': one(ofConnection('/jobs'), { statuses: [200, 409, 501, 503, 504] }),
  'GET /connections/{name}/jobs/{key}/runs': one(ofConnection('/jobs/config-88/runs'), {
    statuses: [200, 409, 501, 503, 504],
  }),
  'POST /connections/{name}/jobs': one(ofConnection('/jobs'), {
    scope: 'jobs:operate',
    body: () => ({ configuration: 88 }),
    statuses: [202, 503, 504],
  }),

  'GET /webhooks': whole('/webhooks', { scope: 'jobs:track' }),
  'POST /webhooks': whole('/webhooks', {
    scope: 'jobs:track',
    body: ({ connection }) => ({ url: 'https://hooks.example.com/', connection: [connection] }),
    statuses: [201, 400],
  }),
  ...Object.fromEntries(
    ['GET {id}', 'PATCH {id}', 'DELETE {id}', 'POST {id}/rotate', 'POST {id}/test', 'GET {id}/deliveries']
      .concat('GET {id}/deliveries/{deliveryId}', 'POST {id}/deliveries/{deliveryId}/redeliver')
      .map((route) => route.replace(' ', ' /webhooks/'))
      .map((route) => [route, ofNobodysWebhook(route)]),
  ),

  'GET /metrics': whole('/metrics'),
  'GET /audit': whole('/audit', { scope: 'admin' }),
  // The page itself is the same for all; this is what it shows.
  'GET /queues': whole('/queues/api/queues', { scope: 'admin' }),
};

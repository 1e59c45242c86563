import { SCOPES, type Scope } from '#libs/access';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../test/stage/eventually.js';
import { ROOT } from '../../../test/stage/repository.js';
import { TokenIssuer } from '../../../test/stage/token.issuer.js';
import { GatewayStage } from './gateway.stage.js';
import { endedRecord, freshKey, seenNow } from './records.js';
import { exchange, listen, type Exchanged } from './tenants.exchange.js';
import { ROUTES, type RouteCase, type Things } from './tenants.routes.js';

const OURS = 'dm-prod';
const THEIRS = 'hmc-lab';
/** A name that is as long as ours, of a connection that there is not. */
const NOBODYS = 'no-prod';

interface ApiDocument {
  paths: Record<string, Record<string, { requestBody: { content: Record<string, { schema: { $ref: string } }> } }>>;
  components: { schemas: Record<string, { properties: object }> };
}

interface Kind {
  headers: Record<string, string>;
  /** null: not let in at all. */
  scopes: readonly Scope[] | null;
  sees: boolean;
}

const key = (name: string, scopes: readonly string[], connections: string[], more = {}) => ({
  name,
  sha256: createHash('sha256').update(name).digest('hex'),
  scopes,
  connections,
  ...more,
});
const bearing = (text: string) => ({ authorization: `Bearer ${text}` });

/** With the members that only a build finds; openapi.spec.ts holds it against the gateway. */
const PUBLISHED = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as ApiDocument;

const KEYS = [
  ...SCOPES.map((scope) => key(`only-${scope}`, [scope], [OURS])),
  key('ours', ['jobs:read', 'jobs:track', 'jobs:operate'], [OURS]),
  key('theirs', ['admin'], [THEIRS]),
  key('all', ['admin'], ['*']),
  key('expired', ['admin'], ['*'], { expiresAt: '2026-01-01T00:00:00Z' }),
];
const TENANT: readonly Scope[] = ['jobs:read', 'jobs:track', 'jobs:operate'];

const KINDS: Record<string, () => Promise<Kind> | Kind> = {
  'without credentials': () => ({ headers: {}, scopes: null, sees: false }),
  'with a key that there is not': () => ({ headers: bearing('nobody'), scopes: null, sees: false }),
  'with a key that has expired': () => ({ headers: bearing('expired'), scopes: null, sees: false }),
  'with two keys that differ': () => ({
    headers: { ...bearing('ours'), 'x-api-key': 'all' },
    scopes: null,
    sees: false,
  }),
  ...Object.fromEntries(
    SCOPES.map((scope) => [
      `with ${scope} alone`,
      () => ({ headers: bearing(`only-${scope}`), scopes: scope === 'admin' ? SCOPES : [scope], sees: true }),
    ]),
  ),
  'of the tenant': () => ({ headers: { 'x-api-key': 'ours' }, scopes: TENANT, sees: true }),
  'of another tenant': () => ({ headers: bearing('theirs'), scopes: SCOPES, sees: false }),
  'who runs everything': () => ({ headers: bearing('all'), scopes: SCOPES, sees: true }),
  'with a token of the tenant': async () => ({
    headers: bearing(await issuer.token({ scope: TENANT.join(' '), connections: [OURS] })),
    ...{ scopes: TENANT, sees: true },
  }),
  'with a token of another tenant': async () => ({
    headers: bearing(await issuer.token({ scope: 'admin', connections: [THEIRS] })),
    ...{ scopes: SCOPES, sees: false },
  }),
  'with a token without connections': async () => ({
    headers: bearing(await issuer.token({ scope: 'admin' })),
    ...{ scopes: SCOPES, sees: false },
  }),
  'with a token without scopes': async () => ({
    headers: bearing(await issuer.token({ connections: ['*'] })),
    ...{ scopes: [], sees: true },
  }),
  'with a token that has expired': async () => ({
    headers: bearing(await issuer.token({ scope: 'admin', connections: ['*'], exp: 1_700_000_000 })),
    ...{ scopes: null, sees: false },
  }),
  'with a token for somebody else': async () => ({
    headers: bearing(await issuer.token({ scope: 'admin', connections: ['*'], aud: 'another' })),
    ...{ scopes: null, sees: false },
  }),
  'with a token of another issuer': async () => ({
    headers: bearing(
      await issuer.token({ scope: 'admin', connections: ['*'] }, { key: await issuer.makeKey('ES256') }),
    ),
    ...{ scopes: null, sees: false },
  }),
};

let issuer: TokenIssuer;
let stage: GatewayStage;
let url: string;
let routes: string[];

beforeAll(async () => {
  issuer = await TokenIssuer.open();
  const gateway = { trustedProxies: ['127.0.0.0/8'] };
  stage = await GatewayStage.open({ access: { keys: KEYS, jwt: issuer.rules }, gateway });
  url = await stage.app.getUrl();
  const { text } = await exchange(url, 'GET', '/openapi.json', {});
  const { paths } = JSON.parse(text) as ApiDocument;
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  await newThings();
  await stage.isCaredFor(OURS, THEIRS);
}, 60_000);

afterAll(async () => {
  await stage.close();
  await issuer.close();
});

it('every route of the API is in the table of what callers may do', () => {
  expect(routes.filter((route) => !(route in ROUTES))).toEqual([]);
  expect(routes.length).toBeGreaterThan(15);
});

it.each(['POST /jobs', 'PATCH /jobs/{id}', 'POST /jobs/batch'])(
  'every member of the body is in the table of what callers may do: %s',
  (route) => {
    const [method, path] = route.split(' ') as [string, string];
    const { paths, components } = PUBLISHED;
    const { $ref } = paths[path]![method.toLowerCase()]!.requestBody.content['application/json']!.schema;
    const { properties } = components.schemas[$ref.split('/').at(-1)!]!;
    const { body, members } = ROUTES[route]!;
    const things = { connection: OURS, key: '1' };
    const bodies = [body!(things), ...Object.values(members!(things))];
    expect(new Set(bodies.flatMap((one) => Object.keys(one)))).toEqual(new Set(Object.keys(properties)));
  },
);

describe.each(Object.keys(KINDS))('a caller %s', (kind) => {
  it('[access.scope-read, access.scope-track, access.scope-operate, access.scope-admin, access.hidden-jobs] gets on every route what it may see', async () => {
    const caller = await KINDS[kind]!();
    const wrong: unknown[] = [];
    for (const [route, entry] of routes.flatMap(casesOf)) {
      const answer = await ask(route, entry, caller, await newThings());
      const expected = statusesFor(entry, caller);
      if (!expected.includes(answer.status)) wrong.push({ route, status: answer.status, expected, text: answer.text });
      if (answer.status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="jobgate"/);
      if (answer.status === 403) expect(answer.headers['www-authenticate']).toContain(`scope="${entry.scope}"`);
      if (entry.scope === null || caller.sees) continue;

      // What they may not see answers as what there is not, and is named nowhere.
      const absent = await ask(route, entry, caller, { connection: NOBODYS, key: freshKey() });
      if (comparable(answer) !== comparable(absent))
        wrong.push({ route, answer: comparable(answer), absent: comparable(absent) });
      if (!entry.isOfTenant && answer.text.includes(OURS)) wrong.push({ route, text: answer.text });
    }
    expect(wrong).toEqual([]);
  });
});

it('[access.hidden-in-events] every stream delivers what its caller may see alone', async () => {
  const callers = await Promise.all(Object.entries(KINDS).map(async ([kind, make]) => ({ kind, ...(await make()) })));
  const listening = callers.filter(({ scopes }) => scopes?.includes('jobs:read'));
  const streams = await Promise.all(
    listening.map(async ({ kind, headers, sees }) => ({ kind, sees, stream: await listen(url, '/events', headers) })),
  );
  try {
    const ours = `${OURS}~${(await newThings()).key}`;
    const hmcKey = '86e44546-107f-11e1-bde0-0010184c8334';
    const theirs = `${THEIRS}~${hmcKey}`;
    await eventually(() => {
      for (const { kind, stream, sees } of streams) expect([kind, stream.text.includes(ours)]).toEqual([kind, sees]);
    });
    // Whoever hears of the other tenant afterwards has had the time to hear of ours.
    const changes = { id: theirs, connection: THEIRS, provider: 'ibm-hmc', key: hmcKey };
    await stage.has(seenNow(endedRecord, changes));
    const seesTheirs = new Set(['of another tenant', 'who runs everything', 'with a token of another tenant']);
    await eventually(() => {
      for (const { kind, stream } of streams) {
        expect([kind, stream.text.includes(theirs)]).toEqual([kind, seesTheirs.has(kind)]);
      }
    });
    const wrong = streams.filter(({ sees, stream }) => !sees && stream.text.includes(`${OURS}~`));
    expect(wrong.map(({ kind }) => kind)).toEqual([]);
    expect(streams.filter(({ sees }) => !sees).length).toBeGreaterThanOrEqual(3);
  } finally {
    for (const { stream } of streams) stream.close();
  }
});

/** The route of the table, and one for each further member of its body. */
function casesOf(route: string): [string, RouteCase][] {
  const entry = ROUTES[route]!;
  const members = Object.keys(entry.members?.({ connection: OURS, key: '1' }) ?? {});
  return [
    [route, entry],
    ...members.map((member): [string, RouteCase] => [
      route,
      { ...entry, body: (things) => entry.members!(things)[member]! },
    ]),
  ];
}

function statusesFor({ scope, isOfTenant, isOfMany, statuses }: RouteCase, { scopes, sees }: Kind): readonly number[] {
  if (scope === null) return statuses;
  if (scopes === null) return [401];
  if (!scopes.includes(scope)) return [403];
  if (!isOfTenant || sees) return statuses;
  return [isOfMany ? 200 : 404];
}

/** A job of the tenant that has ended and has a result. */
async function newThings(): Promise<Things> {
  const record = seenNow(endedRecord, { result: { bytes: 9, digest: 'd', inline: { id: 7 } } });
  await stage.has(record, { resultText: '{"id":7}', raw: { jobStatus: 'COMPLETED' } });
  return { connection: OURS, key: record.key };
}

function ask(route: string, { path, body }: RouteCase, { headers }: Kind, things: Things): Promise<Exchanged> {
  const method = route.split(' ')[0]!;
  return exchange(url, method, path(things), headers, body?.(things));
}

/** All of an answer but its time, what the request itself named, and heartbeats, which all streams get together. */
function comparable({ status, headers, text }: Exchanged): string {
  const { date: _date, ...rest } = headers;
  const named = new RegExp(`${OURS}|${NOBODYS}`, 'g');
  return `${status}\n${JSON.stringify(rest)}\n${text}`
    .replace(named, '<connection>')
    .replace(/~\d+/g, '~<key>')
    .replace(/^retry: \d+/m, 'retry: <spread>')
    .replace(/^:\n\n/gm, '');
}

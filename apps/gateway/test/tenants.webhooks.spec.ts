import { deliveryOf, NO_FILTER, SubscriptionRepository, testEventOf, type LoggedDelivery } from '#libs/webhooks';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../test/stage/repository.js';
import { TokenIssuer } from '../../../test/stage/token.issuer.js';
import { GatewayStage, KEY } from './gateway.stage.js';
import {
  HOOKS,
  mayBeSetByAdmins,
  MEMBERS,
  OURS,
  ROUTES_OF_NONE,
  THEIRS,
  WEBHOOK_CASES,
  type Theirs,
  type WebhookCase,
} from './tenants.webhooks.js';

const OWNER = 'key-of-the-owner';
const SECRET = 'whsec_b3duZXItc2VjcmV0LW9mLXRoZS1zdWJzY3JpcHRpb24=';

const key = (text: string, scopes: string[], connections: string[]) => ({
  ...{ name: text, scopes, connections },
  sha256: createHash('sha256').update(text).digest('hex'),
});

/** Admins from whom something is hidden, with what they see. */
const ADMINS: Record<string, { sees: readonly string[]; credentials(): Promise<string> | string }> = {
  'of our connection': { sees: [OURS], credentials: () => 'admin-of-ours' },
  'of their connection': { sees: [THEIRS], credentials: () => 'admin-of-theirs' },
  'of both connections by name': { sees: [OURS, THEIRS], credentials: () => 'admin-of-both' },
  'of our connection by a token': {
    sees: [OURS],
    credentials: () => issuer.token({ sub: 'admin', scope: 'admin', connections: [OURS] }),
  },
  'of no connection by a token': { sees: [], credentials: () => issuer.token({ sub: 'nowhere', scope: 'admin' }) },
};

/** With the members that only a build finds; openapi.spec.ts holds it against the gateway. */
const PUBLISHED = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as {
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
};

const FILTERS: Record<string, string[] | null> = {
  'of our connection': [OURS],
  'of both connections': [OURS, THEIRS],
  'without filters, whose owner sees both': null,
};

let issuer: TokenIssuer;
let stage: GatewayStage;
let book: SubscriptionRepository;
let made = 0;

beforeAll(async () => {
  issuer = await TokenIssuer.open();
  stage = await GatewayStage.open({
    access: {
      jwt: issuer.rules,
      keys: [
        key(KEY, ['admin'], ['*']),
        key(OWNER, ['jobs:track'], [OURS, THEIRS]),
        key('admin-of-ours', ['admin'], [OURS]),
        key('admin-of-theirs', ['admin'], [THEIRS]),
        key('admin-of-both', ['admin'], [OURS, THEIRS]),
      ],
    },
  });
  book = stage.app.get(SubscriptionRepository);
}, 60_000);

afterAll(async () => {
  await stage.close();
  await issuer.close();
});

/** With one delivery of each connection, as after its owner had other rights or other filters. */
async function subscribed(connection: string[] | null): Promise<Theirs> {
  const now = Date.now();
  const { id } = await book.add({
    ...{ owner: OWNER, url: `${HOOKS}private`, description: null, selection: 'matching', disabled: null },
    ...{ createdAt: now, changedAt: now, grant: { connections: [OURS, THEIRS], at: now } },
    filter: { ...NO_FILTER, connection },
    secrets: [{ value: SECRET, until: null }],
  });
  const deliveries: Record<string, string> = {};
  for (const name of [OURS, THEIRS]) {
    const event = testEventOf(id, `event-${(made += 1)}`, name, now);
    const logged: LoggedDelivery = {
      ...deliveryOf(id, name, event, now),
      ...{ status: 'delivered', attempts: 1, nextAttemptAt: null, tries: [] },
    };
    await stage.store.deliveries.write(id, logged.id, now, JSON.stringify(logged));
    deliveries[name] = logged.id;
  }
  return { id, deliveries };
}

const ask = ({ route, path, body }: Pick<WebhookCase, 'route' | 'path' | 'body'>, theirs: Theirs, as: string) => {
  const method = route.split(' ')[0]!.toLowerCase() as 'get' | 'post' | 'patch' | 'delete';
  return stage.call(method, path(theirs), as).send(body);
};

const ABSENT: Theirs = { id: 'wh_0123456789abcdefghij', deliveries: { [OURS]: 'msg_0', [THEIRS]: 'msg_1' } };

/** Each route, in the order of the table; what is wrong about the answers. */
async function faultsOf(theirs: Theirs, filter: string[] | null, sees: readonly string[], as: string) {
  const wrong: unknown[] = [];
  const isVisible = sees.length > 0 && (filter ?? [OURS, THEIRS]).every((name) => sees.includes(name));
  const isDisabled = (await book.find(theirs.id))!.disabled !== null;
  for (const line of WEBHOOK_CASES) {
    const { status, text } = await ask(line, theirs, as);
    const isThere = isVisible && (line.delivery === undefined || sees.includes(line.delivery));
    const expected = isThere ? (isDisabled && line.whileDisabled) || line.status : 404;
    const at = `${line.route} ${line.path(theirs)}`;
    if (status !== expected) wrong.push({ at, status, expected, text });
    if (text.includes('whsec_')) wrong.push({ at, text });
    if (!sees.includes(THEIRS) && text.includes(THEIRS)) wrong.push({ at, text });
    if (isVisible) continue;
    const absent = await ask(line, ABSENT, as);
    const [answer, nothing] = [
      text.replaceAll(theirs.id, ABSENT.id).replace(/msg_[\w-]+/g, 'msg'),
      absent.text.replace(/msg_[\w-]+/g, 'msg'),
    ];
    if (answer !== nothing) wrong.push({ at, answer, nothing });
  }
  return wrong;
}

it('every route of webhooks, and every member of their bodies, is in the table', async () => {
  const { body } = await stage.call('get', '/openapi.json').expect(200);
  const routes = Object.entries((body as { paths: Record<string, object> }).paths)
    .filter(([path]) => path.startsWith('/webhooks'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  const known = [...ROUTES_OF_NONE, ...WEBHOOK_CASES.map(({ route }) => route)];
  expect(new Set(known)).toEqual(new Set(routes));
  const { ChangeSubscription, Subscribe } = PUBLISHED.components.schemas;
  const members = [ChangeSubscription!, Subscribe!].flatMap(({ properties }) => Object.keys(properties));
  expect(new Set(Object.keys(MEMBERS))).toEqual(new Set(members));
});

describe.each(Object.entries(ADMINS))('an admin %s', (_, { sees, credentials }) => {
  const values = Object.entries(MEMBERS).flatMap(([member, all]) => all.map((value) => ({ member, value })));

  it.each(Object.entries(FILTERS))(
    '[webhook.owner, webhook.list, access.hidden-in-webhooks] hears on every route what is theirs to hear of a subscription %s, also after each change by its owner',
    async (_kind, filter) => {
      const as = await credentials();
      const wrong: unknown[] = await faultsOf(await subscribed(filter), filter, sees, as);
      for (const { member, value } of values) {
        const theirs = await subscribed(filter);
        const changed = await stage.call('patch', `/webhooks/${theirs.id}`, OWNER).send({ [member]: value });
        if (changed.status !== 200) wrong.push({ member, value, status: changed.status, text: changed.text });
        const after = member === 'connection' ? (value as string[] | null) : filter;
        const faults = await faultsOf(theirs, after, sees, as);
        if (faults.length > 0) wrong.push({ member, value, faults });
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each(Object.entries(FILTERS))(
    '[webhook.owner] sets nothing of a subscription %s but that it is disabled',
    async (_kind, filter) => {
      const as = await credentials();
      const isVisible = sees.length > 0 && (filter ?? [OURS, THEIRS]).every((name) => sees.includes(name));
      const theirs = await subscribed(filter);
      const before = await book.find(theirs.id);
      const wrong: unknown[] = [];
      for (const { member, value } of values) {
        const isAllowed = isVisible && mayBeSetByAdmins(member, value);
        const { status } = await stage.call('patch', `/webhooks/${theirs.id}`, as).send({ [member]: value });
        const expected = isAllowed ? 200 : isVisible ? 403 : 404;
        if (status !== expected) wrong.push({ member, value, status, expected });
        const now = (await book.find(theirs.id))!;
        const said = isAllowed ? { disabled: 'asked', changedAt: now.changedAt } : {};
        if (JSON.stringify(now) !== JSON.stringify({ ...before, ...said })) wrong.push({ member, value, now });
        await book.change(theirs.id, () => before);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it('[webhook.list] lists those of others without hidden connections, and creates none with them', async () => {
    const as = await credentials();
    const theirs = await Promise.all(
      Object.values(FILTERS).map(async (filter) => ({ filter, ...(await subscribed(filter)) })),
    );
    const { body } = await stage.call('get', '/webhooks', as).expect(200);
    const listed = new Set((body as { webhooks: { id: string }[] }).webhooks.map(({ id }) => id));
    const expected = theirs.map(({ filter }) => {
      return sees.length > 0 && (filter ?? [OURS, THEIRS]).every((name) => sees.includes(name));
    });
    expect(theirs.map(({ id }) => listed.has(id))).toEqual(expected);
    const wrong: unknown[] = [];
    for (const { member, value } of values.filter((each) => each.member !== 'enabled')) {
      const { status, text } = await stage.call('post', '/webhooks', as).send({ url: HOOKS, [member]: value });
      const named = member === 'connection' ? ((value as string[] | null) ?? []) : [];
      const expectedStatus = named.every((name) => sees.includes(name)) ? 201 : 400;
      if (status !== expectedStatus) wrong.push({ member, value, status, expectedStatus });
      if (!sees.includes(THEIRS) && text.includes(THEIRS)) wrong.push({ member, value, text });
    }
    expect(wrong).toEqual([]);
  });
});

describe('the owner of a subscription, and an admin of everything', () => {
  it.each([OWNER, KEY])('[webhook.owner] set every member of it: %s', async (as) => {
    const wrong: unknown[] = [];
    for (const [member, all] of Object.entries(MEMBERS)) {
      for (const value of all) {
        const { id } = await subscribed([OURS]);
        const { status, text } = await stage.call('patch', `/webhooks/${id}`, as).send({ [member]: value });
        if (status !== 200) wrong.push({ member, value, status, text });
      }
    }
    expect(wrong).toEqual([]);
    const { id } = await subscribed(null);
    await stage.call('post', `/webhooks/${id}/rotate`, as).expect(200);
  });
});

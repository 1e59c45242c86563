import type { GatewayConfiguration } from '#libs/config';
import { deliveryOf, testEventOf, type LoggedDelivery } from '#libs/webhooks';
import { createHash } from 'node:crypto';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';

const TEAM = 'key-of-the-team';
const NARROW_TEAM = 'key-of-the-team-for-datameer';
const ADMIN = 'key-of-an-admin-of-datameer';
const [OURS, THEIRS] = ['dm-prod', 'hmc-lab'];

const key = (text: string, scopes: string[], connections: string[], name = text) => ({
  ...{ name, scopes, connections },
  sha256: createHash('sha256').update(text).digest('hex'),
});

let stage: GatewayStage;
let made = 0;

beforeEach(async () => {
  stage = await GatewayStage.open({
    access: {
      keys: [key(KEY, ['admin'], ['*']), key(TEAM, ['jobs:track'], [OURS]), key(ADMIN, ['admin'], [OURS])],
    },
  });
}, 30_000);

afterEach(() => stage.close());

const call = (method: 'get' | 'post', path: string, as: string) => stage.call(method, `/webhooks${path}`, as);

/** Gives the keys of a name other connections, as when the file has changed. */
function sees(name: string, ...connections: string[]): void {
  stage.reconfigure((configuration) => ({
    ...configuration,
    access: {
      ...configuration.access,
      keys: configuration.access.keys.map((one) => (one.name === name ? { ...one, connections } : one)),
    },
  }));
}

async function subscribe(body: object = {}): Promise<string> {
  const url = 'https://hooks.example.com/team';
  const answer = await call('post', '', TEAM)
    .send({ url, ...body })
    .expect(201);
  return (answer.body as { id: string }).id;
}

/** As a worker writes it down. Returns its id. */
async function delivered(webhook: string, connection: string): Promise<string> {
  const at = Date.now() + (made += 1);
  const event = { ...testEventOf(webhook, `event-${made}`, connection, at), subject: `${connection}~${made}` };
  const logged: LoggedDelivery = {
    ...deliveryOf(webhook, connection, event, at),
    ...{ status: 'delivered', attempts: 1, nextAttemptAt: null, tries: [] },
  };
  await stage.store.deliveries.write(webhook, logged.id, at, JSON.stringify(logged));
  return logged.id;
}

const listed = async (webhook: string, as: string, query = '') => {
  const { body } = await call('get', `/${webhook}/deliveries${query}`, as).expect(200);
  return body as { deliveries: { id: string; connection: string }[]; nextCursor: string | null };
};
const idsOf = async (webhook: string, as: string) => (await listed(webhook, as)).deliveries.map(({ id }) => id);

describe('the deliveries of a subscription', () => {
  it('[webhook.deliveries, access.hidden-in-webhooks] of a connection that its owner has lost do not exist for them', async () => {
    sees(TEAM, OURS, THEIRS);
    const webhook = await subscribe();
    const [kept, lost] = [await delivered(webhook, OURS), await delivered(webhook, THEIRS)];
    expect(await idsOf(webhook, TEAM)).toEqual([lost, kept]);
    sees(TEAM, OURS);
    expect(await idsOf(webhook, TEAM)).toEqual([kept]);
    await call('get', `/${webhook}/deliveries/${kept}`, TEAM).expect(200);
    await call('post', `/${webhook}/deliveries/${kept}/redeliver`, TEAM).expect(202);
    for (const [method, rest] of [
      ['get', ''],
      ['post', '/redeliver'],
    ] as const) {
      const hidden = await call(method, `/${webhook}/deliveries/${lost}${rest}`, TEAM).expect(404);
      const absent = await call(method, `/${webhook}/deliveries/msg_0${rest}`, TEAM).expect(404);
      expect({ ...hidden.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    }
    expect(await stage.store.outbox.pending(THEIRS)).toEqual([]);
  });

  it('[webhook.deliveries] are shown to each key of one name as far as that key sees', async () => {
    sees(TEAM, OURS, THEIRS);
    stage.reconfigure((configuration) => withKey(configuration, key(NARROW_TEAM, ['jobs:track'], [OURS], TEAM)));
    const webhook = await subscribe();
    const [ours, theirs] = [await delivered(webhook, OURS), await delivered(webhook, THEIRS)];
    expect(await idsOf(webhook, NARROW_TEAM)).toEqual([ours]);
    expect(await idsOf(webhook, TEAM)).toEqual([theirs, ours]);
  });

  it('[webhook.deliveries] fill a page with those that the caller sees, and end with the last of them', async () => {
    sees(TEAM, OURS, THEIRS);
    const webhook = await subscribe();
    const visible: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await delivered(webhook, THEIRS);
      visible.unshift(await delivered(webhook, OURS));
      await delivered(webhook, THEIRS);
    }
    sees(TEAM, OURS);
    const seen: string[][] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listed(webhook, TEAM, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(page.deliveries.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([visible.slice(0, 2), visible.slice(2, 4), visible.slice(4)]);
  });

  it('[webhook.test] are tested by a message about a connection that the caller sees', async () => {
    sees(TEAM, THEIRS, OURS);
    const webhook = await subscribe();
    await stage.isCaredFor(THEIRS);
    sees(TEAM, OURS);
    const { body } = await call('post', `/${webhook}/test`, TEAM).expect(202);
    expect(body.connection).toBe(OURS);
  });

  it('[webhook.deliveries] of a connection that was renamed are those of its present name', async () => {
    const webhook = await subscribe();
    const before = await delivered(webhook, OURS);
    stage.reconfigure((configuration) => ({
      ...configuration,
      connections: configuration.connections.map((one) =>
        one.name === OURS ? { ...one, name: 'dm-new', renamedFrom: OURS } : one,
      ),
    }));
    sees(TEAM, 'dm-new');
    expect(await idsOf(webhook, TEAM)).toEqual([before]);
    const { body } = await call('post', `/${webhook}/deliveries/${before}/redeliver`, TEAM).expect(202);
    expect(body).toMatchObject({ id: before, connection: 'dm-new' });
    expect(await stage.store.outbox.pending('dm-new')).toEqual([webhook]);
    sees(TEAM, OURS);
    expect(await idsOf(webhook, TEAM)).toEqual([]);
  });
});

describe('a subscription without filters', () => {
  it('[webhook.list] is hidden from an admin as soon as its owner sees more than the admin', async () => {
    const webhook = await subscribe();
    await delivered(webhook, OURS);
    expect(await idsOf(webhook, ADMIN)).toHaveLength(1);
    sees(TEAM, OURS, THEIRS);
    await delivered(webhook, THEIRS);
    for (const rest of ['', '/deliveries']) await call('get', `/${webhook}${rest}`, ADMIN).expect(404);
    expect((await call('get', '', ADMIN).expect(200)).body.webhooks).toEqual([]);
  });

  it('[webhook.list] exists for an admin once its owner sees no more than the admin', async () => {
    sees(TEAM, OURS, THEIRS);
    const webhook = await subscribe();
    const [ours, theirs] = [await delivered(webhook, OURS), await delivered(webhook, THEIRS)];
    await call('get', `/${webhook}`, ADMIN).expect(404);
    sees(TEAM, OURS);
    expect(await idsOf(webhook, ADMIN)).toEqual([ours]);
    await call('get', `/${webhook}/deliveries/${theirs}`, ADMIN).expect(404);
  });

  it('[webhook.list] of an owner whose key is missing stays hidden from those who do not see what the owner saw', async () => {
    sees(TEAM, OURS, THEIRS);
    const webhook = await subscribe();
    stage.reconfigure((configuration) => ({
      ...configuration,
      access: { ...configuration.access, keys: configuration.access.keys.filter(({ name }) => name !== TEAM) },
    }));
    await call('get', `/${webhook}`, ADMIN).expect(404);
    await call('get', `/${webhook}`, KEY).expect(200);
  });
});

function withKey(configuration: GatewayConfiguration, more: ReturnType<typeof key>): GatewayConfiguration {
  const added = { ...more, expiresAt: null } as GatewayConfiguration['access']['keys'][number];
  return { ...configuration, access: { ...configuration.access, keys: [...configuration.access.keys, added] } };
}

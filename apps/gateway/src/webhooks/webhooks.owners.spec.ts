import { SubscriptionRepository } from '#libs/webhooks';
import { createHash } from 'node:crypto';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';

const URL = 'https://hooks.example.com/team';
const TEAM = 'key-of-the-team';
const ADMIN = 'key-of-an-admin-of-datameer';
const [OURS, THEIRS] = ['dm-prod', 'hmc-lab'];

const key = (text: string, scopes: string[], connections: string[]) => ({
  name: text,
  sha256: createHash('sha256').update(text).digest('hex'),
  scopes,
  connections,
});

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open({
    access: {
      keys: [key(KEY, ['admin'], ['*']), key(TEAM, ['jobs:track'], [OURS, THEIRS]), key(ADMIN, ['admin'], [OURS])],
    },
  });
}, 30_000);

afterAll(() => stage.close());

const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, as: string) =>
  stage.call(method, `/webhooks${path}`, as);
const subscribe = async (body: object = {}) =>
  (
    await call('post', '', TEAM)
      .send({ url: URL, connection: [OURS], ...body })
      .expect(201)
  ).body as { id: string; secret: string };
const read = async (id: string) => (await call('get', `/${id}`, TEAM).expect(200)).body as Record<string, unknown>;

describe('a subscription that an admin of its connections sees', () => {
  it.each<[string, object]>([
    ['its address', { url: 'https://evil.example.com/' }],
    ['its connections', { connection: null }],
    ['its description', { description: 'mine' }],
    ['its states', { state: ['failed'] }],
    ['its address, while it is disabled', { enabled: false, url: 'https://evil.example.com/' }],
    ['that it is enabled', { enabled: true }],
  ])('[webhook.owner] keeps %s: that is for its owner to change', async (_, body) => {
    const { id } = await subscribe();
    const before = await read(id);
    const refused = await call('patch', `/${id}`, ADMIN).send(body).expect(403);
    expect(refused.body.code).toBe('not-the-owner');
    expect(await read(id)).toEqual(before);
  });

  it('[webhook.owner] keeps its secret', async () => {
    const { id, secret } = await subscribe();
    const refused = await call('post', `/${id}/rotate`, ADMIN).expect(403);
    expect(refused.body.code).toBe('not-the-owner');
    expect((await read(id))['previousSecretUntil']).toBeNull();
    expect((await stage.app.get(SubscriptionRepository).find(id))!.secrets[0]!.value).toBe(secret);
  });

  it('[webhook.owner] can be disabled and deleted by them', async () => {
    const { id } = await subscribe();
    const { body } = await call('patch', `/${id}`, ADMIN).send({ enabled: false }).expect(200);
    expect(body).toMatchObject({ enabled: false, disabledReason: 'asked', url: URL });
    await call('delete', `/${id}`, ADMIN).expect(204);
    await call('get', `/${id}`, TEAM).expect(404);
  });

  it('[webhook.owner] is changed by an admin of everything', async () => {
    const { id, secret } = await subscribe();
    const changed = await call('patch', `/${id}`, KEY).send({ url: 'https://hooks.example.com/new' }).expect(200);
    expect(changed.body).toMatchObject({ url: 'https://hooks.example.com/new', owner: TEAM });
    expect((await call('post', `/${id}/rotate`, KEY).expect(200)).body.secret).not.toBe(secret);
  });
});

describe('a subscription that its owner widens while an admin changes it', () => {
  /** Lets the owner change the subscription between the read and the write of a request. */
  function widenAfterLook(id: string) {
    const book = stage.app.get(SubscriptionRepository);
    const find = book.find.bind(book);
    book.find = async (sought) => {
      const found = await find(sought);
      book.find = find;
      await book.change(id, (present) => ({ ...present, filter: { ...present.filter, connection: null } }));
      return found;
    };
  }

  it.each<['patch' | 'delete', object | undefined]>([
    ['patch', { enabled: false }],
    ['delete', undefined],
  ])('does not exist for the admin any more: %s', async (method, body) => {
    const { id } = await subscribe();
    widenAfterLook(id);
    const refused = await call(method, `/${id}`, ADMIN).send(body).expect(404);
    expect(refused.body.code).toBe('webhook-not-found');
    expect(await read(id)).toMatchObject({ enabled: true, connection: null });
  });
});

import { Webhook } from 'standardwebhooks';
import { DATAMEER_KEY, GatewayStage, READER_KEY } from '../../test/gateway.stage.js';
import { freshKey } from '../../test/records.js';

const URL = 'https://hooks.example.com/jobgate';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

interface Page {
  deliveries: { id: string }[];
  nextCursor: string | null;
}

const subscribe = async (body: object = {}, key?: string) =>
  (
    await stage
      .call('post', '/webhooks', key)
      .send({ url: URL, ...body })
      .expect(201)
  ).body;

describe('subscribing', () => {
  it('[webhook.created, webhook.secret-once, webhook.list] shows the secret once, and everything else always', async () => {
    const response = await stage
      .call('post', '/webhooks')
      .send({
        url: URL,
        connection: ['dm-prod'],
        state: ['terminal'],
        label: ['team:bi'],
        updatedSince: '2026-11-21T08:00:00Z',
      })
      .expect(201);
    const { secret, ...rest } = response.body;
    expect(response.headers['location']).toBe(`/webhooks/${rest.id}`);
    expect(() => new Webhook(secret).sign('msg_1', new Date(), 'x')).not.toThrow();
    expect(rest).toMatchObject({
      url: URL,
      connection: ['dm-prod'],
      state: ['terminal'],
      label: ['team:bi'],
      updatedSince: '2026-11-21T08:00:00.000Z',
      severity: null,
      enabled: true,
      owner: 'operator',
    });
    const read = await stage.call('get', `/webhooks/${rest.id}`).expect(200);
    expect(read.body).toEqual(rest);
    expect((await stage.call('get', '/webhooks').expect(200)).body.webhooks[0]).toEqual(rest);
  });

  it.each([
    ['no URL', { url: undefined }, '/url'],
    ['a URL that is none', { url: 'hooks' }, '/url'],
    ['a URL with a password', { url: 'https://user:secret@hooks.example.com/' }, '/url'],
    ['a state that there is not', { state: ['done'] }, '/state'],
    ['a state that is no list', { state: 'terminal' }, '/state'],
    ['an empty list', { kind: [] }, '/kind'],
    ['a label without its name', { label: [':bi'] }, '/label'],
    ['a time without its offset', { startedAfter: '2026-11-21' }, '/startedAfter'],
    ['a connection that there is not', { connection: ['dm-prod', 'nowhere'] }, '/connection/1'],
    ['a member that there is not', { color: 'red' }, '/color'],
  ])('refuses %s', async (_, body, pointer) => {
    const response = await stage
      .call('post', '/webhooks')
      .send({ url: URL, ...body })
      .expect(400);
    expect(response.body).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
    expect(JSON.stringify(response.body)).not.toContain('secret');
  });

  it.each(['http://hooks.example.com/', 'https://127.0.0.1/', 'https://[::ffff:10.0.0.1]/', 'https://localhost:3000/'])(
    'refuses %s, where webhooks do not go',
    async (url) => {
      const response = await stage.call('post', '/webhooks').send({ url }).expect(400);
      expect(response.body).toMatchObject({ code: 'webhook-target-refused', errors: [{ pointer: '/url' }] });
    },
  );

  it('needs the scope for it', async () => {
    for (const path of ['/webhooks', '/webhooks/wh_1', '/webhooks/wh_1/deliveries']) {
      expect((await stage.call('get', path, READER_KEY).expect(403)).body.detail).toContain('jobs:track');
    }
    await stage.call('post', '/webhooks', READER_KEY).send({ url: URL }).expect(403);
  });
});

describe('a subscription', () => {
  it('[webhook.read] can be changed, disabled and enabled', async () => {
    const { id } = await subscribe({ state: ['terminal'], q: 'load', description: 'Ends' });
    const change = async (body: object) => (await stage.call('patch', `/webhooks/${id}`).send(body).expect(200)).body;
    expect(await change({ state: ['failed'], q: null })).toMatchObject({
      state: ['failed'],
      q: null,
      description: 'Ends',
    });
    expect(await change({ enabled: false })).toMatchObject({
      enabled: false,
      disabledReason: 'asked',
      state: ['failed'],
    });
    await stage.call('post', `/webhooks/${id}/test`).expect(409);
    expect(await change({ enabled: true })).toMatchObject({ enabled: true, disabledReason: null });
    await stage.call('patch', `/webhooks/${id}`).send({ url: 'https://10.0.0.1/' }).expect(400);
  });

  it('[webhook.rotate] gets a new secret, and keeps the one before for a day', async () => {
    const { id, secret } = await subscribe();
    const { body } = await stage.call('post', `/webhooks/${id}/rotate`).expect(200);
    expect(body.secret).toMatch(/^whsec_/);
    expect(body.secret).not.toBe(secret);
    const dayMs = Date.parse(body.previousSecretUntil) - Date.now();
    expect(dayMs).toBeGreaterThan(23 * 3_600_000);
    // The gateway's clock follows that of Redis, and may differ from that of this process.
    expect(dayMs).toBeLessThan(24 * 3_600_000 + 1_000);
  });

  it('[webhook.read] ends', async () => {
    const { id } = await subscribe();
    await stage.call('delete', `/webhooks/${id}`).expect(204);
    for (const path of [`/webhooks/${id}`, `/webhooks/${id}/deliveries`]) {
      expect((await stage.call('get', path).expect(404)).body.code).toBe('webhook-not-found');
    }
    await stage.call('delete', `/webhooks/${id}`).expect(404);
  });

  it('[webhook.delivery] can be tested: a pending delivery is in the log at once', async () => {
    const { id } = await subscribe({ connection: ['hmc-lab'] });
    const response = await stage.call('post', `/webhooks/${id}/test`).expect(202);
    const delivery = (await stage.call('get', response.headers['location']!).expect(200)).body;
    expect(delivery).toMatchObject({
      status: 'pending',
      type: 'jobgate.webhook.test',
      connection: 'hmc-lab',
      attempts: 0,
    });
    const none = await stage.call('get', `/webhooks/${id}/deliveries/msg_0`).expect(404);
    expect(none.body.code).toBe('delivery-not-found');
    const redelivered = await stage.call('post', `/webhooks/${id}/deliveries/${delivery.id}/redeliver`).expect(202);
    expect(redelivered.body.id).toBe(delivery.id);
    expect(await stage.store.outbox.pending('hmc-lab')).toEqual([id]);
    const missing = await stage.call('post', `/webhooks/${id}/deliveries/msg_0/redeliver`).expect(404);
    expect(missing.body.code).toBe('delivery-not-found');
  });

  it('[webhook.deliveries] pages through its deliveries', async () => {
    const { id } = await subscribe();
    const sent: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      sent.unshift((await stage.call('post', `/webhooks/${id}/test`).expect(202)).body.id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/webhooks/${id}/deliveries?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body }: { body: Page } = await stage.call('get', path).expect(200);
      seen.push(...body.deliveries.map(({ id: delivery }) => delivery));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(sent);
    await stage.call('get', `/webhooks/${id}/deliveries?cursor=nonsense`).expect(400);
    await stage.call('get', `/webhooks/${id}/deliveries?limit=0`).expect(400);
  });
});

describe('the subscriptions of others', () => {
  it('[webhook.list] do not exist for a caller', async () => {
    const { id } = await subscribe();
    for (const [method, path] of [
      ['get', ''],
      ['delete', ''],
      ['get', '/deliveries'],
      ['post', '/test'],
      ['post', '/rotate'],
    ] as const) {
      const response = await stage.call(method, `/webhooks/${id}${path}`, DATAMEER_KEY).expect(404);
      expect(response.body.code).toBe('webhook-not-found');
    }
    await stage.call('patch', `/webhooks/${id}`, DATAMEER_KEY).send({ enabled: false }).expect(404);
    const { body } = await stage.call('get', '/webhooks', DATAMEER_KEY).expect(200);
    expect(body.webhooks.map((one: { id: string }) => one.id)).not.toContain(id);
  });

  it('exist for an admin whose connections include all of theirs', async () => {
    const [narrow, wide] = [await subscribe({ connection: ['dm-prod'] }), await subscribe()];
    await stage.call('get', `/webhooks/${narrow.id}`, DATAMEER_KEY).expect(200);
    await stage.call('get', `/webhooks/${wide.id}`, DATAMEER_KEY).expect(404);
    const ofDatameer = await subscribe({}, DATAMEER_KEY);
    await stage.call('get', `/webhooks/${ofDatameer.id}`).expect(200);
  });

  it('cannot name a connection that their maker does not see, no more than one that there is not', async () => {
    const answers = ['hmc-lab', 'nowhere'].map((name) =>
      stage
        .call('post', '/webhooks', DATAMEER_KEY)
        .send({ url: URL, connection: [name] })
        .expect(400),
    );
    const [hidden, missing] = await Promise.all(answers);
    expect(hidden!.body).toEqual(missing!.body);
  });
});

describe('a job that names a webhook', () => {
  const track = (webhook: string, key = freshKey()) =>
    stage.call('post', '/jobs').send({ connection: 'dm-prod', key, webhook });

  it('by a new URL creates a subscription for the jobs that name it, whose secret is shown once', async () => {
    const url = 'https://hooks.example.com/for-one-job';
    const key = freshKey();
    const first = await track(url, key).expect(201);
    const id = String(first.headers['jobgate-webhook']);
    expect(first.headers['jobgate-webhook-secret']).toMatch(/^whsec_/);
    expect((await stage.call('get', `/webhooks/${id}`).expect(200)).body).toMatchObject({ url, selection: 'named' });
    const second = await track(url).expect(201);
    expect(second.headers['jobgate-webhook']).toBe(id);
    expect(second.headers['jobgate-webhook-secret']).toBeUndefined();
    expect(await stage.store.jobSubscriptions.of('dm-prod', [key])).toEqual(new Map([[key, [id]]]));
  });

  it('by the id of a subscription is delivered to it, also when it is tracked already', async () => {
    const { id } = await subscribe({ state: ['failed'] });
    const key = freshKey();
    await stage.call('post', '/jobs').send({ connection: 'dm-prod', key }).expect(201);
    expect((await track(id, key).expect(200)).headers['jobgate-webhook']).toBe(id);
    expect((await stage.store.jobSubscriptions.of('dm-prod', [key])).get(key)).toEqual([id]);
  });

  it.each([
    ['somebody else’s id', 'wh_unknown', 'invalid-request'],
    ['a URL where webhooks do not go', 'https://169.254.169.254/latest', 'webhook-target-refused'],
    ['no URL', 'hooks', 'invalid-request'],
  ])('by %s is not tracked', async (_, webhook, code) => {
    const key = freshKey();
    const response = await track(webhook, key).expect(400);
    expect(response.body).toMatchObject({ code, errors: [{ pointer: '/webhook' }] });
    expect(await stage.store.jobs.read({ connection: 'dm-prod', key })).toBeNull();
  });
});

describe('a text that cannot be read', () => {
  it('hides a subscription, and no other', async () => {
    const [damaged, whole] = [await subscribe(), await subscribe()];
    const text = (await stage.store.subscriptions.read(damaged.id))!;
    await stage.store.subscriptions.replace(damaged.id, text, '{"id":');
    const { body } = await stage.call('get', '/webhooks').expect(200);
    const ids = body.webhooks.map(({ id }: { id: string }) => id);
    expect([ids.includes(damaged.id), ids.includes(whole.id)]).toEqual([false, true]);
    await stage.call('get', `/webhooks/${damaged.id}`).expect(404);
    await stage.call('patch', `/webhooks/${damaged.id}`).send({ description: 'x' }).expect(404);
    await stage.call('delete', `/webhooks/${damaged.id}`).expect(404);
    await stage.store.subscriptions.replace(damaged.id, '{"id":', text);
    await stage.call('get', `/webhooks/${damaged.id}`).expect(200);
  });

  it('hides a delivery, and no other', async () => {
    const { id } = await subscribe();
    const deliveries: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const sent = await stage.call('post', `/webhooks/${id}/test`).expect(202);
      deliveries.push(sent.body.id);
    }
    await stage.store.redis.hset(stage.store.keys.deliveryTexts(id), deliveries[0]!, '{"id":');
    const { body } = await stage.call('get', `/webhooks/${id}/deliveries`).expect(200);
    expect((body as Page).deliveries.map((one) => one.id)).toEqual([deliveries[1]]);
    await stage.call('get', `/webhooks/${id}/deliveries/${deliveries[0]}`).expect(404);
  });
});

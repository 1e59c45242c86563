import { jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { ApiSchema, type ApiDocument } from '../../apps/gateway/test/api.schema.js';
import { answering, Receiver } from '../stage/webhook-receiver.js';
import { always, eventually, Stage, type ReadJob, type StageResponse, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(120_000);

interface Made {
  id: string;
  secret: string;
}

let stage: Stage;
let client: StageClient;
let receiver: Receiver;
let api: ApiSchema;

beforeAll(async () => {
  stage = await Stage.open();
  client = stage.client();
  api = new ApiSchema((await client.get<ApiDocument>('/openapi.json')).body);
});
afterAll(() => stage?.close());
beforeEach(async () => (receiver = await Receiver.open()));
afterEach(async () => {
  const { body } = await client.get<{ webhooks: Made[] }>('/webhooks');
  for (const { id } of body.webhooks) await client.delete(`/webhooks/${id}`);
  await receiver.close();
});

/** The answer, which has to be as the OpenAPI document foresees it. */
function foreseen<Body>(operationId: string, answer: StageResponse<Body>): StageResponse<Body> {
  expect([operationId, api.faultsOfAnswer(operationId, answer)]).toEqual([operationId, []]);
  return answer;
}

async function subscribe(wish: object, by = client): Promise<Made> {
  return foreseen('createWebhook', await by.post<Made>('/webhooks', wish)).body;
}

/** All from the first on, which is the time of tracking. */
function revisionsOf({ trackedAt, revision }: Pick<ReadJob, 'trackedAt' | 'revision'>): number[] {
  const first = Date.parse(trackedAt!);
  return Array.from({ length: revision - first + 1 }, (_, index) => first + index);
}

const eventsOf = (id: string) => receiver.received.filter(({ event }) => event.subject === id);

describe('a subscription', () => {
  it('[webhook.filters, webhook.signature, webhook.cloud-event, webhook.data, webhook.type-tracked, webhook.type-changed, webhook.type-ended] receives how a job begins and ends, as it was asked', async () => {
    const { secret } = await subscribe({ url: receiver.url, connection: ['dm-prod'], state: ['terminal'] });
    const all = await subscribe({ url: `${receiver.url}/all` });
    const key = await stage.simulator.of('datameer').add({ durationMs: 600, outcome: 'warning' });
    const id = `dm-prod~${key}`;
    await client.track({ id });
    const { body: named } = await client.patch<ReadJob>(`/jobs/${id}`, { name: 'Nightly' });
    const job = await reaches(client, id, { state: 'succeeded' });
    await eventually(() => expect(eventsOf(id).filter(({ path }) => path === '/hook')).toHaveLength(1));
    const { body, headers, event } = eventsOf(id).find(({ path }) => path === '/hook')!;
    new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'jobgate.job.ended',
      source: 'dm-prod',
      sequence: String(job.revision),
      data: { id, state: 'succeeded', terminal: true, severity: 'warning', href: `/jobs/${id}` },
    });
    await eventually(() => {
      const others = eventsOf(id).filter(({ path }) => path === '/hook/all');
      const revisions = others.map(({ event: one }) => Number(one.sequence));
      expect(revisions).toEqual(revisionsOf(job));
      const types = others.map(({ event: one }) => one.type.replace('jobgate.job.', ''));
      expect([types[0], types[revisions.indexOf(named.revision)], types.at(-1)]).toEqual([
        'tracked',
        'changed',
        'ended',
      ]);
    });
    await eventually(async () => {
      const { body: log } = foreseen('listDeliveries', await client.get(`/webhooks/${all.id}/deliveries?limit=1`));
      expect(log).toMatchObject({ deliveries: [{ status: 'delivered', subject: id, tries: [{ status: 204 }] }] });
    });
  });

  it('[webhook.type-attention, webhook.data] receives an event when a job begins to need attention', async () => {
    await subscribe({ url: receiver.url, state: ['attention'] });
    const datameer = stage.simulator.of('datameer');
    const key = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    const id = `dm-prod~${key}`;
    await client.track({ id });
    await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
    await datameer.change(key, { rawStatus: 'REINDEXING' });
    await eventually(() => expect(eventsOf(id).at(-1)?.event.type).toBe('jobgate.job.attention'));
    const { revision } = await client.job(id);
    expect(eventsOf(id).at(-1)!.event.data).toEqual({
      ...{ id, state: 'running', previousState: 'running', terminal: false, severity: 'ok' },
      ...{ revision, observation: { status: 'stale' }, href: `/jobs/${id}` },
    });
  });

  it('[access.hidden-in-webhooks] of a caller receives nothing of connections that the caller may not see', async () => {
    await subscribe({ url: receiver.url }, stage.client('datameerOnly'));
    const hmc = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
    const datameer = await stage.simulator.of('datameer').add({ durationMs: 0, outcome: 'succeeded' });
    await client.track({ id: `hmc-lab~${hmc}` });
    await reaches(client, `hmc-lab~${hmc}`, { state: 'succeeded' });
    await client.track({ id: `dm-prod~${datameer}` });
    await eventually(() => expect(receiver.eventsOf(`dm-prod~${datameer}`).at(-1)).toMatch(/^ended /));
    expect(new Set(receiver.received.map(({ event }) => event.source))).toEqual(new Set(['dm-prod']));
  });

  it('[track.webhook] named by a job receives events of that job', async () => {
    const key = await stage.simulator.of('datameer').add({ durationMs: 300, outcome: 'failed' });
    const other = await stage.simulator.of('datameer').add({ durationMs: 300, outcome: 'failed' });
    await client.track({ id: `dm-prod~${other}` });
    const tracked = foreseen('trackJob', await client.post('/jobs', { id: `dm-prod~${key}`, webhook: receiver.url }));
    const secret = String(tracked.headers['jobgate-webhook-secret']);
    await eventually(() => expect(receiver.eventsOf(`dm-prod~${key}`).at(-1)).toMatch(/^ended /));
    expect(receiver.eventsOf(`dm-prod~${other}`)).toEqual([]);
    const { body, headers } = receiver.received[0]!;
    new Webhook(secret).verify(body, headers as Record<string, string>);
  });

  it('[webhook.paused] that was paused is sent afterwards what happened meanwhile', async () => {
    const { id } = await subscribe({ url: receiver.url, connection: ['dm-prod'] });
    foreseen('changeWebhook', await client.patch(`/webhooks/${id}`, { enabled: false }));
    const key = await stage.simulator.of('datameer').add({ durationMs: 300, outcome: 'failed' });
    await client.track({ id: `dm-prod~${key}` });
    await reaches(client, `dm-prod~${key}`, { state: 'failed' });
    await always(() => expect(receiver.received).toEqual([]), 1_000);
    foreseen('changeWebhook', await client.patch(`/webhooks/${id}`, { enabled: true }));
    await eventually(() => expect(receiver.eventsOf(`dm-prod~${key}`).at(-1)).toMatch(/^ended /));
    expect(receiver.eventsOf(`dm-prod~${key}`)[0]).toMatch(/^tracked /);
  });

  it('[webhook.test, webhook.deliveries, webhook.redeliver] can be tested, listed, redelivered, given another secret, disabled by its receiver', async () => {
    const { id, secret } = await subscribe({ url: receiver.url, state: ['lost'] });
    const tested = foreseen('testWebhook', await client.post<{ id: string }>(`/webhooks/${id}/test`));
    const address = String(tested.headers['location']);
    await eventually(async () =>
      expect(foreseen('readDelivery', await client.get(address)).body).toMatchObject({ status: 'delivered' }),
    );
    const rotated = foreseen('rotateWebhookSecret', await client.post<Made>(`/webhooks/${id}/rotate`)).body;
    foreseen('redeliverMessage', await client.post(`${address}/redeliver`));
    await eventually(() => expect(receiver.received).toHaveLength(2));
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    for (const each of [secret, rotated.secret]) {
      new Webhook(each).verify(second!.body, second!.headers as Record<string, string>);
    }
    receiver.answer = answering(410);
    foreseen('testWebhook', await client.post(`/webhooks/${id}/test`));
    await eventually(async () =>
      expect(foreseen('readWebhook', await client.get(`/webhooks/${id}`)).body).toMatchObject({
        disabledReason: 'gone',
      }),
    );
    foreseen('testWebhook', await client.post(`/webhooks/${id}/test`));
    foreseen('changeWebhook', await client.patch(`/webhooks/${id}`, { enabled: true, url: `${receiver.url}/new` }));
    foreseen('listWebhooks', await client.get('/webhooks'));
    foreseen('createWebhook', await client.post('/webhooks', { url: 'no' }));
    foreseen('readDelivery', await client.get(`/webhooks/${id}/deliveries/msg_nothing`));
    foreseen('deleteWebhook', await client.delete(`/webhooks/${id}`));
    foreseen('deleteWebhook', await client.delete(`/webhooks/${id}`));
  });
});

describe('a worker killed in the middle of deliveries', () => {
  it('loses none, and sends no older revision after a newer one', async () => {
    await subscribe({ url: receiver.url, connection: ['dm-prod'] });
    receiver.answer = (_, response) => setTimeout(() => response.writeHead(204).end(), 60);
    const datameer = stage.simulator.of('datameer');
    const keys = await datameer.addAll(
      Array.from({ length: 60 }, (_, index) => ({ durationMs: 400 + 40 * index, outcome: 'succeeded' as const })),
    );
    const ids = keys.map((key) => `dm-prod~${key}`);
    await Promise.all(ids.map((id) => client.track({ id })));
    for (let kill = 0; kill < 2; kill += 1) {
      const before = receiver.received.length;
      await eventually(() => expect(receiver.received.length).toBeGreaterThan(before + 20), 40_000);
      await stage.workers.at(-1)!.kill('SIGKILL');
      await stage.startWorker();
    }
    await eventually(() => {
      const missing = ids.filter((id) => !/^ended /.test(receiver.eventsOf(id).at(-1) ?? ''));
      expect(missing).toEqual([]);
    }, 60_000);
    const jobs = await Promise.all(ids.map((id) => client.job(id)));
    for (const { id, ...job } of jobs) {
      const heard = eventsOf(id).map(({ event }) => Number(event.sequence));
      expect([id, [...new Set(heard)]]).toEqual([id, revisionsOf(job)]);
      expect([id, [...heard].sort((one, other) => one - other)]).toEqual([id, heard]);
      const messages = new Map(eventsOf(id).map(({ event, headers }) => [event.sequence, headers['webhook-id']]));
      expect(new Set(messages.values()).size).toBe(revisionsOf(job).length);
    }
  });
});

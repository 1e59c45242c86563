import { NO_FILTER, rotated } from '#libs/webhooks';
import { Webhook } from 'standardwebhooks';
import { always, eventually } from '../../../test/stage/eventually.js';
import { CONNECTION, DeliveryScene, OWNER } from '../test/delivery.scene.js';
import { answering, Receiver } from '../../../test/stage/webhook-receiver.js';
import { WebhookDeliveryService } from './webhook-delivery-service.js';

let scene: DeliveryScene;
let receiver: Receiver;
let keys = 0;

beforeAll(async () => (scene = await DeliveryScene.open()));
afterAll(() => scene.close());
beforeEach(async () => (receiver = await Receiver.open()));
afterEach(async () => {
  for (const { id } of (await scene.subscriptions.all()).values()) await scene.subscriptions.remove(id);
  await receiver.close();
});

const freshKey = () => `${1000 + (keys += 1)}`;
const idOf = (key: string) => `${CONNECTION}~${key}`;

describe('the delivery service', () => {
  let service: WebhookDeliveryService;

  beforeAll(async () => (service = await scene.service()));
  afterAll(() => scene.stop(service));

  it('delivers each change of a job once, signed by the scheme of Standard Webhooks', async () => {
    const { secrets } = await scene.subscribe(receiver.url);
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await scene.observe(key, 'failed');
    await eventually(() => expect(receiver.received).toHaveLength(3));
    expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1', 'changed 2', 'ended 3']);
    for (const { headers, body, event } of receiver.received) {
      const verified = new Webhook(secrets[0]!.value).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ specversion: '1.0', source: CONNECTION, subject: idOf(key) });
      expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
      expect(event.data).toMatchObject({ id: idOf(key), revision: Number(event.sequence) });
    }
    expect(receiver.received[2]!.event.data).toEqual({
      id: idOf(key),
      state: 'failed',
      previousState: 'running',
      terminal: true,
      severity: 'error',
      revision: 3,
      observation: { status: 'fresh' },
      href: `/jobs/${idOf(key)}`,
    });
  });

  it('delivers only changes that the filter matches, as the change left the job', async () => {
    const filter = { ...NO_FILTER, state: ['terminal'], label: ['team:bi'] };
    await scene.subscribe(receiver.url, { filter });
    const [wanted, other] = [freshKey(), freshKey()];
    for (const key of [other, wanted]) {
      await scene.track(key, { labels: { team: key === wanted ? 'bi' : 'ops' } });
      await scene.observe(key, 'running');
      await scene.observe(key, 'succeeded');
    }
    await eventually(() => expect(receiver.eventsOf(idOf(wanted))).toEqual(['ended 3']));
    expect(receiver.received).toHaveLength(1);
  });

  it('delivers that a job begins to need attention', async () => {
    const filter = { ...NO_FILTER, state: ['attention'] };
    await scene.subscribe(receiver.url, { filter });
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await scene.observe(key, null, { upstreamState: 'PERCOLATING', anomalies: [{ code: 'unmapped-state' }] });
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toEqual(['attention 3']));
    expect(receiver.received[0]!.event.data).toMatchObject({ state: 'running', observation: { status: 'stale' } });
  });

  it('delivers changes of jobs that named a subscription, regardless of its filter', async () => {
    const { id } = await scene.subscribe(receiver.url, { selection: 'named' });
    const [named, other] = [freshKey(), freshKey()];
    await scene.store.jobSubscriptions.add({ connection: CONNECTION, key: named }, id);
    for (const key of [other, named]) {
      await scene.track(key);
      await scene.observe(key, 'succeeded');
    }
    await eventually(() => expect(receiver.eventsOf(idOf(named))).toEqual(['tracked 1', 'ended 2']));
    expect(receiver.received).toHaveLength(2);
    await scene.store.jobs.remove({ connection: CONNECTION, key: named });
    await eventually(async () => expect(await scene.store.jobSubscriptions.hasAny(CONNECTION)).toBe(false));
  });

  it('signs with both secrets while they change', async () => {
    const { id, secrets: before } = await scene.subscribe(receiver.url);
    const now = Date.now();
    const changed = await scene.subscriptions.change(id, (present) => ({
      ...present,
      secrets: rotated(present.secrets, now),
    }));
    const key = freshKey();
    await scene.track(key);
    await eventually(() => expect(receiver.received).toHaveLength(1));
    const { body, headers } = receiver.received[0]!;
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const { value } of [...before, changed!.secrets[0]!]) {
      expect(() => new Webhook(value).verify(body, headers as Record<string, string>)).not.toThrow();
    }
  });

  it('tries again under the same id, and holds back what came later of the job', async () => {
    const { id } = await scene.subscribe(receiver.url);
    let failures = 2;
    receiver.answer = (_, response) => response.writeHead((failures -= 1) >= 0 ? 500 : 200).end('thank you');
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await scene.observe(key, 'succeeded');
    await eventually(() => expect(receiver.received).toHaveLength(5));
    expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1', 'tracked 1', 'tracked 1', 'changed 2', 'ended 3']);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 3]);
    await eventually(async () => {
      const [last, , first] = await scene.deliveries(id);
      expect(last).toMatchObject({ status: 'delivered', attempts: 1, tries: [{ status: 200, answer: 'thank you' }] });
      expect(first).toMatchObject({ status: 'delivered', attempts: 3, tries: [{ status: 500 }, {}, { error: null }] });
    });
  });

  it('gives a delivery up after the last try, and goes on with the next', async () => {
    const { id } = await scene.subscribe(receiver.url);
    receiver.answer = ({ event }, response) => response.writeHead(event.sequence === '1' ? 500 : 204).end();
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await eventually(() =>
      expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1', 'tracked 1', 'tracked 1', 'tracked 1', 'changed 2']),
    );
    await eventually(async () =>
      expect(await scene.deliveries(id)).toMatchObject([{ status: 'delivered' }, { status: 'failed', attempts: 4 }]),
    );
  });

  it('follows no redirect', async () => {
    const { id } = await scene.subscribe(receiver.url);
    const elsewhere = await Receiver.open();
    receiver.answer = answering(307, { location: elsewhere.url });
    await scene.track(freshKey());
    await eventually(async () =>
      expect(await scene.deliveries(id)).toMatchObject([
        { tries: expect.arrayContaining([expect.objectContaining({ status: 307, error: 'redirect' })]) },
      ]),
    );
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('waits as long as the receiver asks', async () => {
    const { id } = await scene.subscribe(receiver.url);
    receiver.answer = answering(429, { 'retry-after': '120' });
    await scene.track(freshKey());
    const [logged] = await eventually(async () => {
      const deliveries = await scene.deliveries(id);
      expect(deliveries).toHaveLength(1);
      return deliveries;
    });
    expect(Number(logged!['nextAttemptAt'])).toBeGreaterThan(Date.now() + 110_000);
    await always(() => expect(receiver.received).toHaveLength(1), 300);
  });

  it('ends with a receiver that answers 410', async () => {
    const { id } = await scene.subscribe(receiver.url);
    receiver.answer = answering(410);
    await scene.track(freshKey());
    await eventually(async () => expect((await scene.subscriptions.find(id))?.disabled).toBe('gone'));
    expect(await scene.deliveries(id)).toMatchObject([{ status: 'dropped', tries: [{ status: 410 }] }]);
    await scene.track(freshKey());
    await always(() => expect(receiver.received).toHaveLength(1), 500);
    expect(await scene.store.outbox.pending(CONNECTION)).toEqual([]);
  });

  it('delays no receiver because another one does not respond', async () => {
    const silent = await Receiver.open();
    silent.answer = () => undefined;
    await scene.subscribe(silent.url);
    await scene.subscribe(receiver.url);
    const some = Array.from({ length: 40 }, freshKey);
    for (const key of some) await scene.track(key);
    await eventually(() => expect(receiver.received).toHaveLength(40), 5_000);
    await silent.close();
  });

  it('delivers nothing to owners who may not see the connection', async () => {
    await scene.subscribe(receiver.url, { owner: 'somebody' });
    const other = await Receiver.open();
    await scene.subscribe(other.url);
    await scene.track(freshKey());
    await eventually(() => expect(other.received).toHaveLength(1));
    expect(receiver.received).toEqual([]);
    await other.close();
  });
});

describe('delivery services in succession', () => {
  it('deliver the changes that happened in between', async () => {
    await scene.subscribe(receiver.url);
    const key = freshKey();
    const context = scene.context({ connection: 'otherwise-unused' });
    expect(await context.store.outbox.position('otherwise-unused')).toBeNull();
    await scene.track(key);
    const service = await scene.service();
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1']));
    await scene.stop(service);
  });

  it('start with an empty stream', async () => {
    const fresh = await DeliveryScene.open();
    await fresh.service();
    await eventually(async () => expect(await fresh.store.outbox.position(CONNECTION)).toBe('0-0'));
    await fresh.subscribe(receiver.url);
    const key = freshKey();
    await fresh.track(key);
    await fresh.observe(key, 'running');
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1', 'changed 2']));
    expect(fresh.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    await fresh.close();
  });

  it('lose and duplicate nothing while several run', async () => {
    await scene.subscribe(receiver.url);
    const [one, other] = [await scene.service(), await scene.service()];
    const all = Array.from({ length: 30 }, freshKey);
    for (const key of all) {
      await scene.track(key);
      await scene.observe(key, 'succeeded');
    }
    await eventually(() => expect(receiver.received.length).toBeGreaterThanOrEqual(60), 10_000);
    for (const key of all) expect(receiver.eventsOf(idOf(key))).toEqual(['tracked 1', 'ended 2']);
    await Promise.all([scene.stop(one), scene.stop(other)]);
  });

  it('deliver a snapshot of jobs whose events were trimmed before they were read', async () => {
    const service = await scene.service();
    await scene.subscribe(receiver.url);
    const first = freshKey();
    await scene.track(first);
    await eventually(() => expect(receiver.eventsOf(idOf(first))).toEqual(['tracked 1']));
    await scene.stop(service);
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await scene.observe(key, 'succeeded');
    await scene.store.redis.xtrim(scene.store.keys.events(CONNECTION), 'MAXLEN', 1);
    const next = await scene.service();
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toEqual(['ended 3']));
    expect(scene.log.some(({ msg }) => String(msg).includes('trimmed'))).toBe(true);
    await scene.observe(first, 'running');
    await eventually(() => expect(receiver.eventsOf(idOf(first)).at(-1)).toBe('changed 2'));
    await scene.stop(next);
  });

  it('send nothing while the owner may not see the connection', async () => {
    await scene.subscribe(receiver.url);
    receiver.answer = answering(503);
    const service = await scene.service({ retryDelaysMs: [60_000] });
    const key = freshKey();
    await scene.track(key);
    await eventually(() => expect(receiver.received).toHaveLength(1));
    await scene.stop(service);
    scene.keys = [{ name: OWNER, scopes: ['jobs:track'], connections: ['hmc-lab'] }];
    const position = await scene.store.outbox.position(CONNECTION);
    const next = await scene.service();
    await scene.observe(key, 'succeeded');
    await eventually(async () => expect(await scene.store.outbox.position(CONNECTION)).not.toBe(position));
    await always(() => expect(receiver.received).toHaveLength(1), 400);
    await scene.stop(next);
  });
});

describe('a delivery service that was stopped before it was started', () => {
  it('starts nothing', async () => {
    const service = new WebhookDeliveryService(scene.context());
    await service.stop();
    await service.start();
    await scene.subscribe(receiver.url);
    const key = freshKey();
    await scene.track(key);
    service.wake();
    await always(() => expect(receiver.received).toEqual([]), 400);
  });
});

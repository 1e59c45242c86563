import type { KeyGrant, Subscription } from '#libs/webhooks';
import { SubscriberPermissions } from '#libs/webhooks';
import { always, eventually } from '../../../test/stage/eventually.js';
import { answering, Receiver } from '../../../test/stage/webhook-receiver.js';
import { CONNECTION, DeliveryScene, OWNER } from '../test/delivery.scene.js';
import { KEPT_WHILE_PAUSED_MS, KEPT_WITHOUT_PERMISSION_MS } from './subscription-statuses.js';
import type { WebhookDeliveryService } from './webhook-delivery-service.js';

const KEYS: KeyGrant[] = [{ name: OWNER, scopes: ['jobs:track'], connections: ['*'] }];
const RULES = { keys: KEYS, tokenGrantMs: 24 * 3_600_000 };
const NO_KEYS = { ...RULES, keys: [] };
const LATER_MS = 1_000;

let scene: DeliveryScene;
let receiver: Receiver;
let permissions: SubscriberPermissions;
let service: WebhookDeliveryService;
let clockAheadMs: number;
let jobs = 0;

/** Longer than it takes, on a busy machine, to pause what has been tried once. */
const RETRY_AFTER_MS = 1_500;

const now = () => Date.now() + clockAheadMs;
const freshKey = () => `${5000 + (jobs += 1)}`;
const idOf = (key: string) => `${CONNECTION}~${key}`;
const pending = () => scene.store.outbox.pending(CONNECTION);
const statuses = async ({ id }: Subscription) => (await scene.deliveries(id)).map(({ status }) => status);

function setEnabled({ id }: Subscription, isEnabled: boolean): Promise<unknown> {
  return scene.subscriptions.change(id, (present) => ({ ...present, disabled: isEnabled ? null : 'asked' }));
}

async function ranThrough(key: string): Promise<void> {
  await scene.track(key);
  await scene.observe(key, 'running');
  await scene.observe(key, 'succeeded');
}

beforeAll(async () => (scene = await DeliveryScene.open()));
afterAll(() => scene.close());

beforeEach(async () => {
  clockAheadMs = 0;
  receiver = await Receiver.open();
  permissions = new SubscriberPermissions(RULES, now);
  service = await scene.service({ permissions, now, retryDelaysMs: [RETRY_AFTER_MS, RETRY_AFTER_MS] });
});

afterEach(async () => {
  for (const { id } of (await scene.subscriptions.all()).values()) await scene.subscriptions.remove(id);
  await scene.stop(service);
  await receiver.close();
});

describe('a subscription that is paused', () => {
  it('receives afterwards what waited for a retry, and what happened meanwhile, in order', async () => {
    const subscription = await scene.subscribe(receiver.url);
    receiver.answer = answering(503);
    const key = freshKey();
    await scene.track(key);
    await eventually(async () => expect(await statuses(subscription)).toEqual(['retrying']));
    await setEnabled(subscription, false);
    receiver.answer = answering(204);
    await always(() => expect(receiver.received).toHaveLength(1), 500);
    await scene.observe(key, 'running');
    await scene.observe(key, 'succeeded');
    await always(() => expect(receiver.received).toHaveLength(1), 500);
    await setEnabled(subscription, true);
    await eventually(() =>
      expect(
        receiver
          .eventsOf(idOf(key))
          .slice(1)
          .map((text) => text.split(' ')[0]),
      ).toEqual(['tracked', 'changed', 'ended']),
    );
    await eventually(async () => expect(await statuses(subscription)).toEqual(['delivered', 'delivered', 'delivered']));
  });

  it('keeps what waits also over a change of workers', async () => {
    const subscription = await scene.subscribe(receiver.url);
    await setEnabled(subscription, false);
    const key = freshKey();
    await ranThrough(key);
    await eventually(async () => expect(await pending()).toEqual([subscription.id]));
    await scene.stop(service);
    service = await scene.service({ permissions, now });
    await always(async () => expect(await pending()).toEqual([subscription.id]), 500);
    await setEnabled(subscription, true);
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toHaveLength(3));
  });

  it('loses what waits after three days, and its delivery log says so', async () => {
    const subscription = await scene.subscribe(receiver.url);
    await setEnabled(subscription, false);
    const [first, second] = [freshKey(), freshKey()];
    await ranThrough(first);
    await eventually(async () => expect(await pending()).toEqual([subscription.id]));
    clockAheadMs = KEPT_WHILE_PAUSED_MS - LATER_MS;
    await always(async () => expect(await pending()).toEqual([subscription.id]), 500);
    clockAheadMs = KEPT_WHILE_PAUSED_MS + LATER_MS;
    await eventually(async () => expect(await pending()).toEqual([]));
    await eventually(async () => expect(await statuses(subscription)).toEqual(['dropped', 'dropped', 'dropped']));
    await setEnabled(subscription, true);
    await eventually(async () => expect(await scene.store.pausedSubscriptions.all(CONNECTION)).toEqual(new Map()));
    await ranThrough(second);
    await eventually(() => expect(receiver.eventsOf(idOf(second))).toHaveLength(3));
    expect(receiver.eventsOf(idOf(first))).toEqual([]);
  });
});

describe('a subscription whose owner has no rights for a while', () => {
  it('receives everything once the key is there again', async () => {
    const subscription = await scene.subscribe(receiver.url);
    receiver.answer = answering(503);
    const key = freshKey();
    await scene.track(key);
    await eventually(async () => expect(await statuses(subscription)).toEqual(['retrying']));
    permissions.applyConfig(NO_KEYS);
    receiver.answer = answering(204);
    await scene.observe(key, 'succeeded');
    await always(() => expect(receiver.received).toHaveLength(1), 500);
    permissions.applyConfig(RULES);
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toHaveLength(3));
  });

  it('receives what happened before workers knew its key', async () => {
    permissions.applyConfig(NO_KEYS);
    await scene.subscribe(receiver.url);
    const key = freshKey();
    await ranThrough(key);
    await eventually(async () => expect(await pending()).toHaveLength(1));
    expect(receiver.received).toEqual([]);
    permissions.applyConfig(RULES);
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toHaveLength(3));
  });

  it('loses what waits after a day, and its delivery log says so', async () => {
    const subscription = await scene.subscribe(receiver.url);
    receiver.answer = answering(503);
    const key = freshKey();
    await scene.track(key);
    await eventually(async () => expect(await statuses(subscription)).toEqual(['retrying']));
    permissions.applyConfig(NO_KEYS);
    await eventually(async () =>
      expect(await scene.store.pausedSubscriptions.all(CONNECTION)).toHaveProperty('size', 1),
    );
    clockAheadMs = KEPT_WITHOUT_PERMISSION_MS + LATER_MS;
    await eventually(async () => expect(await statuses(subscription)).toEqual(['dropped']));
    expect(await pending()).toEqual([]);
    await scene.observe(key, 'succeeded');
    await always(async () => expect(await pending()).toEqual([]), 500);
  });

  it('keeps nothing of a connection that its owner never saw', async () => {
    permissions.applyConfig({ ...RULES, keys: [{ name: OWNER, scopes: ['jobs:track'], connections: ['hmc-lab'] }] });
    await scene.subscribe(receiver.url, { grant: { connections: ['hmc-lab'], at: Date.now() } });
    const position = await scene.store.outbox.position(CONNECTION);
    await ranThrough(freshKey());
    await eventually(async () => expect(await scene.store.outbox.position(CONNECTION)).not.toBe(position));
    expect([await pending(), receiver.received]).toEqual([[], []]);
  });
});

describe('a subscription whose owner came with a token', () => {
  const owner = 'jwt:somebody';

  it('receives nothing from a day after the last sight of a token on, until there is one again', async () => {
    const subscription = await scene.subscribe(receiver.url, { owner });
    const before = freshKey();
    await scene.track(before);
    await eventually(() => expect(receiver.eventsOf(idOf(before))).toHaveLength(1));
    clockAheadMs = RULES.tokenGrantMs;
    const key = freshKey();
    await ranThrough(key);
    await eventually(async () => expect(await pending()).toHaveLength(1));
    await always(() => expect(receiver.eventsOf(idOf(key))).toEqual([]), 500);
    await scene.subscriptions.change(subscription.id, (present) => ({
      ...present,
      grant: { connections: ['*'], at: now() },
    }));
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toHaveLength(3));
  });

  it('goes by the time that is configured', async () => {
    permissions.applyConfig({ ...RULES, tokenGrantMs: 60_000 });
    await scene.subscribe(receiver.url, { owner, grant: { connections: ['*'], at: now() - 60_000 } });
    const key = freshKey();
    await ranThrough(key);
    await eventually(async () => expect(await pending()).toHaveLength(1));
    await always(() => expect(receiver.eventsOf(idOf(key))).toEqual([]), 500);
    permissions.applyConfig({ ...RULES, tokenGrantMs: 3_600_000 });
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toHaveLength(3));
  });
});

describe('what is kept for webhooks', () => {
  it('logs deliveries as dropped that a full partition displaced', async () => {
    await scene.stop(service);
    service = await scene.service({ permissions, now, retryDelaysMs: [60_000] });
    const subscription = await scene.subscribe(receiver.url);
    receiver.answer = answering(503);
    const key = freshKey();
    await scene.track(key);
    await eventually(async () => expect(await statuses(subscription)).toEqual(['retrying']));
    for (let number = 0; number < 201; number += 1) await scene.label(key, { number: String(number) });
    await eventually(
      async () => expect(await statuses(subscription)).toEqual(['dropped', 'dropped', 'retrying']),
      10_000,
    );
  });

  it('does not outlive the job for which a subscription was named, whatever became of the subscription', async () => {
    const { id } = await scene.subscribe(receiver.url, { selection: 'named' });
    await scene.subscribe(receiver.url);
    const key = freshKey();
    await scene.store.jobSubscriptions.add({ connection: CONNECTION, key }, id);
    await scene.track(key);
    await scene.subscriptions.remove(id);
    await scene.store.jobs.remove({ connection: CONNECTION, key });
    await eventually(async () => expect(await scene.store.jobSubscriptions.hasAny(CONNECTION)).toBe(false));
  });

  it('is no log of a subscription that was removed while a delivery was under way', async () => {
    const { id } = await scene.subscribe(receiver.url);
    let isRemoved = false;
    receiver.answer = (_, response) => {
      void scene.subscriptions.remove(id).then(() => {
        isRemoved = true;
        response.writeHead(204).end();
      });
    };
    await scene.track(freshKey());
    await eventually(() => expect(isRemoved).toBe(true));
    await eventually(async () => expect(await pending()).toEqual([]));
    expect(await scene.deliveries(id)).toEqual([]);
  });

  it('expires with the last entry of a delivery log', async () => {
    const { id } = await scene.subscribe(receiver.url);
    await scene.track(freshKey());
    await eventually(async () => expect(await statuses({ id } as Subscription)).toEqual(['delivered']));
    const { redis, keys } = scene.store;
    const remaining = await Promise.all([redis.pttl(keys.deliveries(id)), redis.pttl(keys.deliveryTexts(id))]);
    for (const milliseconds of remaining) expect(milliseconds).toBeGreaterThan(29 * 86_400_000);
  });
});

describe('a worker that takes over after events were trimmed', () => {
  it('queues no older revision after the snapshot that the previous worker published', async () => {
    await scene.subscribe(receiver.url);
    await scene.stop(service);
    const key = freshKey();
    await scene.track(key);
    await scene.observe(key, 'running');
    await scene.store.redis.xtrim(scene.store.keys.events(CONNECTION), 'MAXLEN', 0);
    // The place that is left is that of before: what comes after it can be read no more.
    const marker = freshKey();
    await scene.track(marker);
    const { streamReader, publishedRevisions, outbox } = scene.store;
    const place = await streamReader.end(CONNECTION);
    await scene.observe(key, 'succeeded');
    const { revision } = (await scene.store.jobs.read({ connection: CONNECTION, key }))!.record;
    // Killed when the present state had been announced, and the place been moved to where the stream ended before.
    await publishedRevisions.add(CONNECTION, new Map([[key, revision]]));
    const from = await outbox.position(CONNECTION);
    await outbox.advance(CONNECTION, from, place, [], Date.now());
    service = await scene.service({ permissions, now });
    await scene.label(key, { later: 'yes' });
    await eventually(() => expect(receiver.eventsOf(idOf(key))).toEqual([`changed ${revision + 1}`]));
    await eventually(async () => expect(await publishedRevisions.all(CONNECTION)).toEqual(new Map()));
  });
});

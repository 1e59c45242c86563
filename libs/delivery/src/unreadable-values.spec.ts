import { CONNECTION, DeliveryScene } from '../test/delivery.scene.js';
import { eventually } from '../../../test/stage/eventually.js';
import { answering, Receiver } from '../../../test/stage/webhook-receiver.js';

let scene: DeliveryScene;
let receiver: Receiver;

beforeAll(async () => (scene = await DeliveryScene.open()));
afterAll(() => scene.close());
beforeEach(async () => (receiver = await Receiver.open()));
afterEach(async () => {
  for (const { id } of (await scene.subscriptions.all()).values()) await scene.subscriptions.remove(id);
  await receiver.close();
});

const idOf = (key: string) => `${CONNECTION}~${key}`;

it('a delivery that cannot be read is dropped, and those behind it arrive', async () => {
  const { id } = await scene.subscribe(receiver.url);
  const queued = { subscription: id, partition: '1', text: '{"id":"msg_1","body":' };
  await scene.store.outbox.enqueue(CONNECTION, [queued], Date.now());
  await scene.track('1');
  const service = await scene.service();
  await eventually(() => expect(receiver.eventsOf(idOf('1'))).toEqual(['tracked 1']));
  await eventually(async () => expect(await scene.store.outbox.pending(CONNECTION)).toEqual([]));
  expect(scene.log.filter(({ msg }) => String(msg).includes('unreadable'))).toHaveLength(1);
  await scene.stop(service);
});

it('an entry of the delivery log that cannot be read keeps no delivery back', async () => {
  const { id } = await scene.subscribe(receiver.url);
  receiver.answer = (received, response) => {
    if (receiver.received.length === 1) return answering(500)(received, response);
    const name = scene.store.keys.deliveryTexts(id);
    const damaged = scene.store.redis.hset(name, String(received.headers['webhook-id']), '{');
    void damaged.then(() => answering(204)(received, response));
  };
  const service = await scene.service();
  await scene.track('2');
  await eventually(async () => expect(await scene.deliveries(id)).toMatchObject([{ status: 'delivered' }]));
  expect(receiver.eventsOf(idOf('2'))).toEqual(['tracked 1', 'tracked 1']);
  await eventually(async () => expect(await scene.store.outbox.pending(CONNECTION)).toEqual([]));
  await scene.stop(service);
});

it('a subscription that cannot be read keeps what waits for it, and no other back', async () => {
  const [damaged, whole] = [await scene.subscribe(receiver.url), await scene.subscribe(receiver.url)];
  const text = (await scene.store.subscriptions.read(damaged.id))!;
  const queued = { subscription: damaged.id, partition: '3', text: '{}' };
  await scene.store.outbox.enqueue(CONNECTION, [queued], Date.now());
  await scene.store.subscriptions.replace(damaged.id, text, '{"id":');
  const service = await scene.service();
  await scene.track('3');
  await eventually(() => expect(receiver.eventsOf(idOf('3'))).toEqual(['tracked 1']));
  await eventually(async () => expect((await scene.deliveries(whole.id))[0]).toMatchObject({ status: 'delivered' }));
  expect(await scene.store.outbox.entries(CONNECTION, damaged.id, '3')).toEqual(['{}']);
  await scene.stop(service);
  await scene.store.subscriptions.replace(damaged.id, '{"id":', null);
  await scene.store.outbox.drop(CONNECTION, damaged.id);
});

import { newRecord } from '#libs/jobs';
import { Store, type RedisLocation } from '#libs/store';
import { newSecret, NO_FILTER, SubscriptionRepository, type Selection, type Subscription } from '#libs/webhooks';
import { pino } from 'pino';
import { openCluster } from '../../../../test/stage/cluster.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis } from '../../../../test/stage/redis-server.js';
import { ConnectionRetirement } from './connection.retirement.js';
import { KEPT_MS, CHECK_EVERY_MS } from './named-subscriptions.js';

const HOUR_MS = 3_600_000;
const CONNECTION = 'dm-prod';
const OTHER = 'hmc-lab';

const LOGIN = { tls: false, username: null, password: null };

interface Deployment {
  location: RedisLocation;
  close(): Promise<void>;
}

async function cluster(): Promise<Deployment> {
  const { nodes, close } = await openCluster();
  return {
    location: { kind: 'cluster', nodes: nodes.map(({ port }) => ({ host: '127.0.0.1', port })), ...LOGIN },
    close,
  };
}

describe.each<[string, () => Promise<Deployment>]>([
  ['one Redis server', openRedis],
  ['a Redis Cluster of three', cluster],
])('a subscription that was made for single jobs, on %s', (_, open) => {
  let deployment: Deployment;
  let store: Store;
  let subscriptions: SubscriptionRepository;
  let worker: ConnectionRetirement;
  let now: number;
  let jobs = 0;
  let key: string;

  beforeAll(async () => {
    deployment = await open();
    store = Store.connect(deployment.location, 'test');
    await eventually(() => store.redis.get('is it up'));
  }, 30_000);
  afterAll(async () => {
    await store.close();
    await deployment.close();
  });

  beforeEach(async () => {
    now = Date.now();
    subscriptions = new SubscriptionRepository(store);
    worker = new ConnectionRetirement({
      store,
      worker: 'worker',
      connections: [CONNECTION, OTHER].map((name) => ({ name, renamedFrom: null })),
      retentionMs: 24 * HOUR_MS,
      subscriptions,
      deliveriesOf: () => {
        throw new Error('Nothing is retired here.');
      },
      logger: pino({ level: 'silent' }),
      now: () => now,
    });
    key = String((jobs += 1));
  });
  afterEach(() => worker.stop());

  function subscribe(selection: Selection = 'named', changes: Partial<Subscription> = {}): Promise<Subscription> {
    return subscriptions.add({
      owner: 'operator',
      grant: { connections: ['*'], at: now },
      url: 'https://hooks.example.com/',
      description: null,
      selection,
      filter: NO_FILTER,
      secrets: [newSecret()],
      disabled: null,
      createdAt: now,
      changedAt: now,
      ...changes,
    });
  }

  async function track(connection: string, id: string): Promise<void> {
    await store.jobSubscriptions.add({ connection, key }, id);
    const record = newRecord({ connection, key, provider: 'datameer', kind: 'run', trackedAt: now });
    await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
    await eventsAreRead();
  }

  /** As by the worker that turns them into deliveries. */
  async function eventsAreRead(): Promise<void> {
    const { outbox, streamReader } = store;
    for (const connection of [CONNECTION, OTHER]) {
      const [from, end] = await Promise.all([outbox.position(connection), streamReader.end(connection)]);
      if (end !== from) await outbox.advance(connection, from, end, [], now);
    }
  }

  async function forget(connection: string): Promise<void> {
    await store.jobs.remove({ connection, key });
    await store.jobSubscriptions.remove({ connection, key });
    await eventsAreRead();
  }

  const isThere = async ({ id }: Subscription) => (await subscriptions.find(id)) !== null;

  async function isThereAfter(subscription: Subscription, milliseconds: number): Promise<boolean> {
    now += milliseconds;
    await worker.runRound();
    return isThere(subscription);
  }

  it('ends when its last job is forgotten, with its log', async () => {
    const subscription = await subscribe();
    const { id } = subscription;
    await track(CONNECTION, id);
    await track(OTHER, id);
    await store.deliveries.write(id, 'msg_1', now, '{}');
    expect(await isThereAfter(subscription, KEPT_MS)).toBe(true);
    await forget(CONNECTION);
    expect(await isThereAfter(subscription, CHECK_EVERY_MS)).toBe(true);
    await forget(OTHER);
    expect(await isThereAfter(subscription, CHECK_EVERY_MS)).toBe(false);
    const logs = [store.keys.deliveries(id), store.keys.deliveryTexts(id)];
    expect(await Promise.all(logs.map((name) => store.redis.exists(name)))).toEqual([0, 0]);
    expect((await subscriptions.all()).has(id)).toBe(false);
  });

  it('stays until what waits for it is delivered, and for a day after that', async () => {
    const subscription = await subscribe();
    const waiting = { subscription: subscription.id, partition: key, text: '{"id":"msg_2"}' };
    await store.outbox.enqueue(OTHER, [waiting], now);
    expect(await isThereAfter(subscription, KEPT_MS)).toBe(true);
    await store.outbox.completeHead(OTHER, waiting, null, now);
    await store.deliveries.write(subscription.id, 'msg_2', now, '{}');
    expect(await isThereAfter(subscription, KEPT_MS - HOUR_MS)).toBe(true);
    expect(await isThereAfter(subscription, 2 * HOUR_MS)).toBe(false);
  });

  it('stays for a day after it was named, whatever came of the job', async () => {
    const subscription = await subscribe('named', { namedAt: now + 3 * HOUR_MS });
    expect(await isThereAfter(subscription, KEPT_MS + HOUR_MS)).toBe(true);
    expect(await isThereAfter(subscription, 3 * HOUR_MS)).toBe(false);
  });

  it('ends although its receiver has gone', async () => {
    const subscription = await subscribe('named', { disabled: 'gone' });
    expect(await isThereAfter(subscription, KEPT_MS)).toBe(false);
  });

  it('ends although the event was trimmed by which the names of its job were to be forgotten', async () => {
    const subscription = await subscribe();
    await track(CONNECTION, subscription.id);
    await store.jobs.remove({ connection: CONNECTION, key });
    // Nobody has read the event: the end of the job may still be delivered.
    expect(await isThereAfter(subscription, KEPT_MS)).toBe(true);
    expect(await isThereAfter(subscription, CHECK_EVERY_MS)).toBe(true);
    await eventsAreRead();
    expect(await isThereAfter(subscription, CHECK_EVERY_MS)).toBe(true);
    expect(await isThereAfter(subscription, CHECK_EVERY_MS)).toBe(false);
    expect(await store.jobSubscriptions.hasAny(CONNECTION)).toBe(false);
  });

  it('ends no other one: those with a filter stay', async () => {
    const subscription = await subscribe('matching');
    expect(await isThereAfter(subscription, 100 * KEPT_MS)).toBe(true);
    await subscriptions.remove(subscription.id);
  });
});

import { applyObservation, newRecord } from '#libs/jobs';
import { RETRY_DELAYS_MS, WebhookDeliveryService, WebhookSender } from '#libs/delivery';
import { Store } from '#libs/store';
import { newSecret, NO_FILTER, SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import { pino } from 'pino';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { answering, Receiver } from '../../../../test/stage/webhook-receiver.js';
import { ConnectionRetirement, DELIVERIES_KEPT_MS, GRACE_MS } from './connection.retirement.js';

const OWNER = 'operator';
const HOUR_MS = 3_600_000;
const RETENTION_MS = 24 * HOUR_MS;

const named = (...names: string[]) => names.map((name) => ({ name, renamedFrom: null }));

describe('a connection that is configured no more', () => {
  let redis: RedisServer;
  let store: Store;
  let receiver: Receiver;
  let sender: WebhookSender;
  let clockAheadMs: number;
  const workers: ConnectionRetirement[] = [];
  let names = 0;
  let removed: string;
  let kept: string;
  const logger = pino({ level: 'silent' });
  const now = () => Date.now() + clockAheadMs;

  beforeAll(async () => {
    redis = await openRedis();
    store = Store.connect(redis.location, 'test');
  });
  afterAll(async () => {
    await store.close();
    await redis.close();
  });
  beforeEach(async () => {
    clockAheadMs = 0;
    receiver = await Receiver.open();
    sender = new WebhookSender({ allowPrivateTargets: true });
    removed = `removed-${(names += 1)}`;
    kept = `kept-${names}`;
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await sender.close();
    await receiver.close();
  });

  function retirement(worker: string, connections: readonly string[]): ConnectionRetirement {
    const permissions = new SubscriberPermissions({
      keys: [{ name: OWNER, scopes: ['jobs:track'], connections: ['*'] }],
      tokenGrantMs: 86_400_000,
    });
    const subscriptions = new SubscriptionRepository(store);
    const deliveriesOf = (connection: string) =>
      new WebhookDeliveryService({
        connection,
        store,
        subscriptions,
        permissions,
        sender,
        logger,
        now,
        random: () => 0,
        retryDelaysMs: RETRY_DELAYS_MS,
      });
    const made = new ConnectionRetirement({
      store,
      worker,
      connections: named(...connections),
      retentionMs: RETENTION_MS,
      subscriptions,
      deliveriesOf,
      logger,
      now,
    });
    workers.push(made);
    return made;
  }

  async function track(connection: string, key: string): Promise<void> {
    const record = newRecord({ connection, key, provider: 'datameer', kind: 'run', trackedAt: now() });
    await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
  }

  async function ends(connection: string, key: string, retentionMs: number): Promise<void> {
    await store.jobs.update({ connection, key }, (current) => {
      const said = { state: 'succeeded', upstreamState: 'COMPLETED', rule: 'test' } as const;
      return { revised: applyObservation(current!.record, said, { at: now(), source: 'poll', retentionMs }) };
    });
  }

  const isThere = async (connection: string, key: string) => (await store.jobs.read({ connection, key })) !== null;
  const keysOf = (connection: string) => store.redis.keys(`*{${connection}}*`);

  /** Both connections are configured, then one of them is not. */
  async function afterRemoval(): Promise<ConnectionRetirement> {
    const before = retirement('before', [removed, kept]);
    await before.runRound();
    await before.stop();
    return retirement('after', [kept]);
  }

  it('loses its ended jobs when they expire, and the rest once the retention is over; others keep everything', async () => {
    for (const connection of [removed, kept]) {
      for (const key of ['ended', 'running']) await track(connection, key);
    }
    await ends(removed, 'ended', HOUR_MS);
    const worker = await afterRemoval();
    clockAheadMs = GRACE_MS + HOUR_MS;
    await worker.runRound();
    expect([await isThere(removed, 'ended'), await isThere(removed, 'running')]).toEqual([false, true]);
    clockAheadMs = RETENTION_MS - HOUR_MS;
    await worker.runRound();
    expect(await isThere(removed, 'running')).toBe(true);
    clockAheadMs = RETENTION_MS + HOUR_MS;
    await worker.runRound();
    expect(await keysOf(removed)).toEqual([]);
    expect((await store.registry.notConfiguredSince(Infinity)).has(removed)).toBe(false);
    expect([await isThere(kept, 'ended'), await isThere(kept, 'running')]).toEqual([true, true]);
  });

  it('is found although no process ever said that it had it', async () => {
    await track(removed, 'running');
    const worker = retirement('only', [kept]);
    await worker.runRound();
    clockAheadMs = RETENTION_MS + HOUR_MS;
    await worker.runRound();
    expect(await keysOf(removed)).toEqual([]);
  });

  it('keeps everything when it is configured again in time', async () => {
    await track(removed, 'running');
    const worker = await afterRemoval();
    clockAheadMs = RETENTION_MS - HOUR_MS;
    await worker.runRound();
    worker.applyConfig(named(removed, kept), RETENTION_MS);
    await worker.runRound();
    worker.applyConfig(named(kept), RETENTION_MS);
    clockAheadMs = RETENTION_MS + HOUR_MS;
    await worker.runRound();
    expect(await isThere(removed, 'running')).toBe(true);
  });

  it('keeps everything while a process runs it', async () => {
    await track(removed, 'running');
    const worker = await afterRemoval();
    await store.leases.hold([removed], 'a process of an older version', 60_000);
    clockAheadMs = RETENTION_MS + HOUR_MS;
    await worker.runRound();
    expect(await isThere(removed, 'running')).toBe(true);
  });

  it('delivers what its webhooks were to receive', async () => {
    await subscribe();
    await track(removed, 'job');
    await ends(removed, 'job', HOUR_MS);
    const worker = await afterRemoval();
    clockAheadMs = GRACE_MS + 1_000;
    await worker.runRound();
    expect(receiver.received.map(({ event }) => event.type)).toEqual(['jobgate.job.tracked', 'jobgate.job.ended']);
    expect(await store.leases.owner(removed)).toBeNull();
  });

  it('is kept until what its webhooks were to receive has been given up', async () => {
    receiver.answer = answering(503);
    await subscribe();
    await track(removed, 'job');
    const worker = await afterRemoval();
    clockAheadMs = RETENTION_MS + HOUR_MS;
    await worker.runRound();
    expect(receiver.received).toHaveLength(1);
    expect(await isThere(removed, 'job')).toBe(true);
    receiver.answer = answering(204);
    clockAheadMs += RETRY_DELAYS_MS[0]! + 1_000;
    await worker.runRound();
    await eventually(() => expect(receiver.received).toHaveLength(2));
    expect(await keysOf(removed)).toEqual([]);
  });

  it('is kept no longer than deliveries are kept', async () => {
    receiver.answer = answering(503);
    await subscribe();
    await track(removed, 'job');
    const worker = await afterRemoval();
    clockAheadMs = RETENTION_MS + DELIVERIES_KEPT_MS + HOUR_MS;
    await worker.runRound();
    expect(await keysOf(removed)).toEqual([]);
  });

  function subscribe(): Promise<unknown> {
    const at = Date.now();
    return new SubscriptionRepository(store).add({
      owner: OWNER,
      grant: { connections: ['*'], at },
      url: receiver.url,
      description: null,
      selection: 'matching',
      filter: { ...NO_FILTER, connection: [removed] },
      secrets: [newSecret()],
      disabled: null,
      createdAt: at,
      changedAt: at,
    });
  }
});

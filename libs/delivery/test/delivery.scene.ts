import { applyDescription, applyObservation, newRecord, type JobRecord, type Observation } from '#libs/jobs';
import { Store } from '#libs/store';
import {
  newSecret,
  NO_FILTER,
  SubscriberPermissions,
  SubscriptionRepository,
  type KeyGrant,
  type Subscription,
} from '#libs/webhooks';
import { pino } from 'pino';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import type { DeliveryContext } from '../src/delivery-context.js';
import { WebhookDeliveryService } from '../src/webhook-delivery-service.js';
import { WebhookSender, type SenderOptions } from '../src/webhook-sender.js';

export const CONNECTION = 'dm-prod';
export const OWNER = 'operator';

const DAY_MS = 86_400_000;

let scenes = 0;

/** Jobs of one connection, subscriptions to them, and services that deliver; over a real Redis. */
export class DeliveryScene {
  readonly log: Record<string, unknown>[] = [];
  readonly subscriptions: SubscriptionRepository;
  keys: KeyGrant[] = [{ name: OWNER, scopes: ['jobs:track'], connections: ['*'] }];
  private readonly services: WebhookDeliveryService[] = [];
  private readonly senders: WebhookSender[] = [];

  private constructor(
    private readonly redis: RedisServer,
    readonly store: Store,
  ) {
    this.subscriptions = new SubscriptionRepository(store);
  }

  static async open(): Promise<DeliveryScene> {
    const redis = await openRedis();
    const store = Store.connect(redis.location, `scene${++scenes}`);
    await store.formats.load();
    return new DeliveryScene(redis, store);
  }

  /** Of Redis. */
  get port(): number {
    return this.redis.redis.port;
  }

  context(changes: Partial<DeliveryContext> = {}, sender: Partial<SenderOptions> = {}): DeliveryContext {
    const own = new WebhookSender({ allowPrivateTargets: true, ...sender });
    this.senders.push(own);
    return {
      connection: CONNECTION,
      store: this.store,
      subscriptions: this.subscriptions,
      permissions: new SubscriberPermissions({ keys: this.keys, tokenGrantMs: DAY_MS }),
      sender: own,
      logger: pino({ level: 'debug' }, { write: (line) => this.log.push(JSON.parse(line) as Record<string, unknown>) }),
      now: Date.now,
      random: () => 0,
      retryDelaysMs: [50, 100, 100],
      ...changes,
    };
  }

  /** A running service, as a worker has one. */
  async service(
    changes: Partial<DeliveryContext> = {},
    sender: Partial<SenderOptions> = {},
  ): Promise<WebhookDeliveryService> {
    const service = new WebhookDeliveryService(this.context(changes, sender));
    this.services.push(service);
    this.store.signals.listen(() => this.services.forEach((one) => one.wake()));
    await service.start();
    return service;
  }

  subscribe(url: string, changes: Partial<Subscription> = {}): Promise<Subscription> {
    const now = Date.now();
    return this.subscriptions.add({
      owner: OWNER,
      grant: { connections: ['*'], at: now },
      url,
      description: null,
      selection: 'matching',
      filter: NO_FILTER,
      secrets: [newSecret()],
      disabled: null,
      createdAt: now,
      changedAt: now,
      ...changes,
    });
  }

  /** With 1 as its first revision, so that its events can be counted. */
  async track(key: string, changes: Partial<JobRecord> = {}): Promise<void> {
    const record = newRecord({ connection: CONNECTION, key, provider: 'datameer', kind: 'run', trackedAt: Date.now() });
    const revised = { record: { ...record, revision: 1, ...changes }, hasChanged: true, transition: null };
    await this.store.redis.del(this.store.keys.maxRemovedRevision(CONNECTION));
    const outcome = await this.store.jobs.commit({ base: null, revised });
    if (!outcome.committed) throw new Error(`${key} is tracked already.`);
  }

  async observe(key: string, state: Observation['state'], more: Partial<Observation> = {}): Promise<void> {
    await this.store.jobs.update({ connection: CONNECTION, key }, (current) => {
      const said = { state, upstreamState: state, rule: 'test', ...more };
      const context = { at: Date.now(), source: 'poll', retentionMs: 60_000 } as const;
      const { resultText, ...revised } = applyObservation(current!.record, said, context);
      return { revised, resultText };
    });
  }

  async label(key: string, labels: Record<string, string>): Promise<void> {
    await this.store.jobs.update({ connection: CONNECTION, key }, (current) => ({
      revised: applyDescription(current!.record, { labels }, Date.now()),
    }));
  }

  /** The delivery log of a subscription, newest first. */
  async deliveries(subscription: string): Promise<Record<string, unknown>[]> {
    const ids = await this.store.deliveries.ids(subscription);
    const texts = await this.store.deliveries.texts(subscription, ids);
    return texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  }

  async stop(service: WebhookDeliveryService): Promise<void> {
    this.services.splice(this.services.indexOf(service), 1);
    await service.stop();
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await Promise.all(this.senders.map((sender) => sender.close()));
    await this.store.close();
    await this.redis.close();
  }
}

import { Access } from '#libs/access';
import type { WorkerConfiguration } from '#libs/config';
import { PointerSubscribers, WebhookSender } from '#libs/delivery';
import { ProviderRegistry, ProvidersModule } from '#libs/providers';
import { ConnectionLeaseManager } from '#libs/observer';
import { connectRedis, SignalReader, Store } from '#libs/store';
import { Metrics, reportClock, reportUndecodable } from '#libs/telemetry';
import { SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { ConfigApplier } from './config.applier.js';
import { ConnectionRetirement } from './retirement/connection.retirement.js';
import { WEBHOOK_SERVICES, webhookServices, type WebhookServices } from './webhook.services.js';
import { WorkerHealth } from './worker.health.js';
import { WorkerLifecycle } from './worker.lifecycle.js';
import { WorkerListener } from './worker.listener.js';
import { WorkerMeters } from './worker.meters.js';

/** A worker process. */
export class WorkerModule {
  static async register(configuration: WorkerConfiguration, logger: Logger): Promise<DynamicModule> {
    const { redis, connections, tracking, access, webhooks } = configuration;
    const queueAccessOf = (store: Store) => ({
      connect: () => connectRedis(redis.server, { for: 'queue' }),
      workerPrefixes: (worker: string) => store.workerQueues.prefixes(worker),
      prefix: (connection: string) => store.keys.queuePrefix(connection),
    });
    return {
      module: WorkerModule,
      imports: [await ProvidersModule.load()],
      providers: [
        {
          provide: Store,
          useFactory: () => {
            const store = Store.connect(redis.server, redis.prefix);
            store.values.useKeys(redis.encryptionKeys);
            return store;
          },
        },
        {
          provide: Metrics,
          inject: [Store],
          useFactory: (store: Store) => reportUndecodable(store, reportClock(store, new Metrics(), logger), logger),
        },
        { provide: WorkerMeters, inject: [Metrics], useFactory: (metrics: Metrics) => new WorkerMeters(metrics) },
        {
          provide: ConnectionLeaseManager,
          inject: [ProviderRegistry, Store, WEBHOOK_SERVICES, WorkerMeters, SubscriberPermissions],
          useFactory: (
            providers: ProviderRegistry,
            store: Store,
            extensionOf: WebhookServices,
            meters: WorkerMeters,
            permissions: SubscriberPermissions,
          ) => {
            const queueAccess = queueAccessOf(store);
            const meterOf = (connection: string) => meters.connectionMetrics(connection);
            const watchOf = (connection: string) => meters.callObserver(connection);
            const subscribers = new PointerSubscribers({
              store,
              permissions,
              subscriptions: new SubscriptionRepository(store),
            });
            const company = { extensionOf, subscribers, meterOf, watchOf, shares: { polls: access.limits.polls } };
            return new ConnectionLeaseManager({
              connections,
              tracking,
              providers,
              store,
              logger,
              queueAccess,
              ...company,
            });
          },
        },
        {
          provide: WEBHOOK_SERVICES,
          inject: [Store, WebhookSender, SubscriberPermissions, WorkerMeters],
          useFactory: (store: Store, sender: WebhookSender, permissions: SubscriberPermissions, meters: WorkerMeters) =>
            webhookServices({ store, sender, logger, permissions, meters }),
        },
        {
          provide: ConnectionRetirement,
          inject: [Store, WEBHOOK_SERVICES],
          useFactory: (store: Store, deliveriesOf: WebhookServices) =>
            new ConnectionRetirement({
              store,
              worker: randomUUID(),
              connections,
              retentionMs: tracking.retentionMs,
              subscriptions: new SubscriptionRepository(store),
              deliveriesOf,
              logger,
              now: () => store.clock.now(),
            }),
        },
        {
          provide: SignalReader,
          inject: [Store, ConnectionLeaseManager],
          useFactory: (store: Store, leaseManager: ConnectionLeaseManager) =>
            new SignalReader(redis.server, store.keys, (connections) => leaseManager.signaled(connections)),
        },
        { provide: WebhookSender, useFactory: () => new WebhookSender(webhooks) },
        {
          provide: SubscriberPermissions,
          inject: [Store],
          useFactory: ({ clock }: Store) => new SubscriberPermissions(access, clock.now),
        },
        { provide: Access, useFactory: () => new Access(access) },
        {
          provide: WorkerListener,
          inject: [Access, Metrics, ConnectionLeaseManager, Store],
          useFactory: (callers: Access, metrics: Metrics, leaseManager: ConnectionLeaseManager, store: Store) => {
            const leased = () => leaseManager.connections.map((connection) => ({ labels: { connection }, value: 1 }));
            metrics.gauge('jobgate_connections_leased', leased);
            metrics.gauge('jobgate_connections_in_care', leased);
            return new WorkerListener(callers, metrics, new WorkerHealth(store, leaseManager), logger);
          },
        },
        ConfigApplier,
        WorkerLifecycle,
      ],
    };
  }
}

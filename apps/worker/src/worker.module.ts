import type { WorkerConfiguration } from '#libs/config';
import { WebhookSender } from '#libs/delivery';
import { ProviderRegistry, ProvidersModule } from '#libs/providers';
import { Caretaker } from '#libs/refresh';
import { connectRedis, Store } from '#libs/store';
import { Rights } from '#libs/webhooks';
import type { DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConfigurationFollower } from './configuration.follower.js';
import { webhookDesks } from './webhook.desks.js';
import { WorkerLifecycle } from './worker.lifecycle.js';

/** A worker process: looks after connections, and nothing else. */
export class WorkerModule {
  static async register(configuration: WorkerConfiguration, logger: Logger): Promise<DynamicModule> {
    const { redis, connections, tracking, access, webhooks } = configuration;
    return {
      module: WorkerModule,
      imports: [await ProvidersModule.load()],
      providers: [
        { provide: Store, useFactory: () => Store.connect(redis.server, redis.prefix) },
        {
          provide: Caretaker,
          inject: [ProviderRegistry, Store, WebhookSender, Rights],
          useFactory: (providers: ProviderRegistry, store: Store, sender: WebhookSender, rights: Rights) => {
            const queueAccess = {
              connect: () => connectRedis(redis.server, { for: 'queue' }),
              prefix: (connection: string) => store.keys.queuePrefix(connection),
            };
            const companionOf = webhookDesks({ store, sender, logger, rights, queueAccess });
            return new Caretaker({ connections, tracking, providers, store, logger, queueAccess, companionOf });
          },
        },
        { provide: WebhookSender, useFactory: () => new WebhookSender(webhooks) },
        { provide: Rights, useFactory: () => new Rights(access.keys) },
        ConfigurationFollower,
        WorkerLifecycle,
      ],
    };
  }
}

import type { WorkerConfiguration } from '#libs/config';
import { ProviderRegistry, ProvidersModule } from '#libs/providers';
import { Caretaker } from '#libs/refresh';
import { connectRedis, Store } from '#libs/store';
import type { DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { WorkerLifecycle } from './worker.lifecycle.js';

/** A worker process: looks after connections, and nothing else. */
export class WorkerModule {
  static async register(configuration: WorkerConfiguration, logger: Logger): Promise<DynamicModule> {
    const { redis, connections, tracking } = configuration;
    return {
      module: WorkerModule,
      imports: [await ProvidersModule.load()],
      providers: [
        { provide: Store, useFactory: () => Store.connect(redis.server, redis.prefix) },
        {
          provide: Caretaker,
          inject: [ProviderRegistry, Store],
          useFactory: (providers: ProviderRegistry, store: Store) =>
            new Caretaker({
              connections,
              tracking,
              providers,
              store,
              logger,
              queueAccess: {
                connect: () => connectRedis(redis.server, { for: 'queue' }),
                prefix: (connection) => store.keys.queuePrefix(connection),
              },
            }),
        },
        WorkerLifecycle,
      ],
    };
  }
}

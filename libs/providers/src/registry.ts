import type { DynamicModule } from '@nestjs/common';
import type { Provider } from './provider.js';
import { PROVIDER_LIST } from './provider-list.js';
import { providerToken } from './provider-token.js';

/** The implementations by provider name; workers only. */
export class ProviderRegistry {
  private readonly byName: ReadonlyMap<string, Provider>;

  constructor(providers: readonly Provider[]) {
    this.byName = new Map(providers.map((provider) => [provider.descriptor.name, provider]));
  }

  /** Throws for a name that is not in the list: the configuration is validated against the same list. */
  get(name: string): Provider {
    const provider = this.byName.get(name);
    if (!provider) throw new Error(`No provider is named ${name}.`);
    return provider;
  }
}

export class ProvidersModule {
  /** Loads every provider's module and the registry over them. */
  static async load(): Promise<DynamicModule> {
    return {
      module: ProvidersModule,
      imports: await Promise.all(PROVIDER_LIST.map((entry) => entry.load())),
      providers: [
        {
          provide: ProviderRegistry,
          inject: PROVIDER_LIST.map(({ descriptor }) => providerToken(descriptor.name)),
          useFactory: (...providers: Provider[]) => new ProviderRegistry(providers),
        },
      ],
      exports: [ProviderRegistry],
    };
  }
}

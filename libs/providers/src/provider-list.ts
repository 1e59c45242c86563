import type { DynamicModule, Type } from '@nestjs/common';
import type { ProviderDescriptor } from './descriptor.js';
import { datameerDescriptor } from './datameer/datameer.descriptor.js';
import { otcImsDescriptor } from './otc-ims/otc-ims.descriptor.js';
import { ibmHmcDescriptor } from './ibm-hmc/ibm-hmc.descriptor.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer/hitachi-analyzer.descriptor.js';
import { oracleSbcDescriptor } from './oracle-sbc/oracle-sbc.descriptor.js';
import { providerToken } from './provider-token.js';

/** One kind of upstream: what is pure at once, what calls it only when a worker loads it. */
export interface ProviderEntry {
  readonly descriptor: ProviderDescriptor;
  /** The Nest module, which provides the implementation under `providerToken(descriptor.name)`. */
  load(): Promise<DynamicModule>;
}

/** Every provider there is. Registry, catalog, validation and documents follow from this list. */
export const PROVIDER_LIST: readonly ProviderEntry[] = [
  entry(ibmHmcDescriptor, async () => (await import('./ibm-hmc/ibm-hmc.provider.js')).IbmHmcProvider),
  entry(
    hitachiAnalyzerDescriptor,
    async () => (await import('./hitachi-analyzer/hitachi-analyzer.provider.js')).HitachiAnalyzerProvider,
  ),
  entry(otcImsDescriptor, async () => (await import('./otc-ims/otc-ims.provider.js')).OtcImsProvider),
  entry(oracleSbcDescriptor, async () => (await import('./oracle-sbc/oracle-sbc.provider.js')).OracleSbcProvider),
  entry(datameerDescriptor, async () => (await import('./datameer/datameer.provider.js')).DatameerProvider),
];

class ProviderModule {}

function entry(descriptor: ProviderDescriptor, importClass: () => Promise<Type>): ProviderEntry {
  const provide = providerToken(descriptor.name);
  const load = async (): Promise<DynamicModule> => ({
    module: ProviderModule,
    providers: [{ provide, useClass: await importClass() }],
    exports: [provide],
  });
  return { descriptor, load };
}

import type { Type } from '@nestjs/common';
import type { ProviderDescriptor } from './descriptor.js';
import { datameerDescriptor } from './datameer/datameer.descriptor.js';
import { otcImsDescriptor } from './otc-ims/otc-ims.descriptor.js';
import { ibmHmcDescriptor } from './ibm-hmc/ibm-hmc.descriptor.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer/hitachi-analyzer.descriptor.js';
import { oracleSbcDescriptor } from './oracle-sbc/oracle-sbc.descriptor.js';

/** One kind of upstream: what is pure at once, what talks to it only when a worker loads it. */
export interface ProviderEntry {
  readonly descriptor: ProviderDescriptor;
  /** The Nest module, which provides the implementation under `providerToken(descriptor.name)`. */
  load(): Promise<Type>;
}

/** Every provider there is. Registry, catalog, validation and documents follow from this list. */
export const PROVIDER_LIST: readonly ProviderEntry[] = [
  { descriptor: ibmHmcDescriptor, load: async () => (await import('./ibm-hmc/ibm-hmc.module.js')).IbmHmcModule },
  {
    descriptor: hitachiAnalyzerDescriptor,
    load: async () => (await import('./hitachi-analyzer/hitachi-analyzer.module.js')).HitachiAnalyzerModule,
  },
  { descriptor: otcImsDescriptor, load: async () => (await import('./otc-ims/otc-ims.module.js')).OtcImsModule },
  {
    descriptor: oracleSbcDescriptor,
    load: async () => (await import('./oracle-sbc/oracle-sbc.module.js')).OracleSbcModule,
  },
  { descriptor: datameerDescriptor, load: async () => (await import('./datameer/datameer.module.js')).DatameerModule },
];

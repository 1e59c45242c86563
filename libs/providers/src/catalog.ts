import type { ProviderDescriptor } from './descriptor.js';
import { PROVIDER_LIST } from './provider-list.js';

export * from './descriptor.js';

/** The descriptors by name. Loads no upstream client. */
export const CATALOG: ReadonlyMap<string, ProviderDescriptor> = new Map(
  PROVIDER_LIST.map(({ descriptor }) => [descriptor.name, descriptor]),
);

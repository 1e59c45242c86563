import type { Type } from '@nestjs/common';
import type { ProviderDescriptor } from './descriptor.js';

/** One kind of upstream: what is pure at once, what talks to it only when a worker loads it. */
export interface ProviderEntry {
  readonly descriptor: ProviderDescriptor;
  /** The Nest module, which provides the implementation under `providerToken(descriptor.name)`. */
  load(): Promise<Type>;
}

/** Every provider there is. Registry, catalog, validation and documents follow from this list. */
export const PROVIDER_LIST: readonly ProviderEntry[] = [];

import type { GatewayConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { OpenRequests } from './open.requests.js';
import { Quotas } from './quotas.js';

export function quotaProviders({ access }: GatewayConfiguration): Provider[] {
  return [
    { provide: OpenRequests, useFactory: () => new OpenRequests(access.limits) },
    {
      provide: Quotas,
      inject: [Store],
      useFactory: (store: Store) =>
        new Quotas(access.quota, (window, count) => store.quotas.take(window, count), store.clock.now),
    },
  ];
}

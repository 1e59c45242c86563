import { Store } from '#libs/store';
import type { Provider } from '@nestjs/common';
import { EventMeter } from '../metrics/event.meter.js';
import { GatewayReadiness } from './gateway.readiness.js';
import { HealthController } from './health.controller.js';

export const HEALTH_CONTROLLERS = [HealthController];

export const HEALTH_PROVIDERS: Provider[] = [
  {
    provide: GatewayReadiness,
    inject: [Store, EventMeter],
    useFactory: (store: Store, events: EventMeter) => new GatewayReadiness(store, events),
  },
];

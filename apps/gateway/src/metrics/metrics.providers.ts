import type { GatewayConfiguration } from '#libs/config';
import { RequestQueues } from '#libs/requests';
import { connectRedis, Store } from '#libs/store';
import { Metrics, reportClock, reportUndecodable } from '#libs/telemetry';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConnectionStatusReader } from '../connections/connection.status.js';
import { EventStreams } from '../events/event.streams.js';
import { FastPathHandler } from '../fast-path/fast-path.handler.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { ConnectionGauges } from './connection.gauges.js';
import { EventMeter } from './event.meter.js';
import { MetricsController } from './metrics.controller.js';
import { ProcessCounts } from './process.counts.js';
import { RequestMeter } from './request.meter.js';

export const METRICS_CONTROLLERS = [MetricsController];

export function metricsProviders({ redis }: GatewayConfiguration, logger: Logger): Provider[] {
  return [
    {
      provide: RequestQueues,
      inject: [Store],
      useFactory: (store: Store) =>
        new RequestQueues({
          // Whoever looks waits no longer than for the store.
          connect: () => connectRedis(redis.server, { for: 'callers' }),
          prefix: (connection) => store.keys.queuePrefix(connection),
        }),
    },
    {
      provide: Metrics,
      inject: [Store],
      useFactory: (store: Store) => reportUndecodable(store, reportClock(store, new Metrics(), logger), logger),
    },
    {
      provide: ProcessCounts,
      inject: [Metrics, FastPathHandler, EventStreams],
      useFactory: (metrics: Metrics, reads: FastPathHandler, streams: EventStreams) =>
        new ProcessCounts(metrics, reads.tally, streams),
    },
    { provide: RequestMeter, inject: [Metrics], useFactory: (metrics: Metrics) => new RequestMeter(metrics) },
    {
      provide: EventMeter,
      inject: [Metrics, JobAddresses, Store],
      useFactory: (metrics: Metrics, addresses: JobAddresses, { clock }: Store) =>
        new EventMeter(metrics, () => addresses.connections.map(({ name }) => name), clock.now),
    },
    {
      provide: ConnectionGauges,
      inject: [JobAddresses, Store, ConnectionStatusReader, RequestQueues, Metrics],
      useFactory: (
        addresses: JobAddresses,
        store: Store,
        watch: ConnectionStatusReader,
        queues: RequestQueues,
        metrics: Metrics,
      ) => new ConnectionGauges(addresses, store, watch, queues, metrics),
    },
  ];
}

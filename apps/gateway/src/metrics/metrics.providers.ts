import type { GatewayConfiguration } from '#libs/config';
import { QueueInspection } from '#libs/requests';
import { connectRedis, Store } from '#libs/store';
import { Metrics, reportClock, reportUndecodable } from '#libs/telemetry';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConnectionStatusReader } from '../connections/connection.status.js';
import { EventStreams } from '../events/event.streams.js';
import { FastPathCounters } from '../fast-path/fast-path.counters.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { provide, provideBy } from '../provide.js';
import { ConnectionGauges } from './connection.gauges.js';
import { EventMeter } from './event.meter.js';
import { ProcessCounts } from './process.counts.js';
import { RequestMeter } from './request.meter.js';

export const metricsProviders = ({ redis }: GatewayConfiguration, logger: Logger): Provider[] => [
  provideBy(QueueInspection, [Store], (store) => {
    // Reads of the queues fail as quickly as reads of the store.
    const connect = () => connectRedis(redis.server, { for: 'callers' });
    return new QueueInspection({ connect, store });
  }),
  provideBy(Metrics, [Store], (store) => reportUndecodable(store, reportClock(store, new Metrics(), logger), logger)),
  provide(ProcessCounts, [Metrics, FastPathCounters, EventStreams]),
  provide(RequestMeter, [Metrics]),
  provideBy(
    EventMeter,
    [Metrics, JobAddresses, Store],
    (metrics, addresses, { clock }) =>
      new EventMeter(metrics, () => addresses.connections.map(({ name }) => name), clock.now),
  ),
  provide(ConnectionGauges, [JobAddresses, Store, ConnectionStatusReader, QueueInspection, Metrics]),
];

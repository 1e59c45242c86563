import type { GatewayConfiguration } from '#libs/config';
import { QueueInspection } from '#libs/requests';
import { connectRedis, Store } from '#libs/store';
import { Metrics, reportClock, reportUndecodable, type Measurement } from '#libs/telemetry';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConnectionStatusReader } from '../connections/connection.status.js';
import { EventStreams } from '../events/event.streams.js';
import { FastPathCounters } from '../fast-path/fast-path.counters.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { provide, provideBy } from '../provide.js';
import { ConnectionGauges } from './connection.gauges.js';
import { EventMeter } from './event.meter.js';
import { RequestMeter } from './request.meter.js';

/** Metrics that are read from counters elsewhere in the process. */
class ProcessCounts {
  constructor(metrics: Metrics, counters: FastPathCounters, streams: EventStreams) {
    metrics.gauge('jobgate_event_streams_open', () => [{ labels: {}, value: streams.open }]);
    metrics
      .counter('jobgate_http_requests_total')
      .readFrom(() => [
        job('2xx', 'hot', counters.jobHits - counters.unchangedHits),
        job('3xx', 'hot', counters.unchangedHits),
        job('2xx', 'redis', counters.jobReads - counters.unchangedReads),
        job('3xx', 'redis', counters.unchangedReads),
        job('2xx', 'stale', counters.staleJobs),
        { labels: { route: '/jobs', status: '2xx', cache: 'redis' }, value: counters.lists },
      ]);
  }
}

/** `stale`: from the cache of this process, as Redis is unreachable. */
function job(
  status: string,
  cache: 'hot' | 'redis' | 'stale',
  value: number,
): Measurement<'jobgate_http_requests_total'> {
  return { labels: { route: '/jobs/{id}', status, cache }, value };
}

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

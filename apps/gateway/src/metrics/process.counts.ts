import type { Metrics, Measurement } from '#libs/telemetry';
import type { EventStreams } from '../events/event.streams.js';
import type { FastPathCounters } from '../fast-path/fast-path.counters.js';

/** Metrics that are read from counters elsewhere in the process. */
export class ProcessCounts {
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

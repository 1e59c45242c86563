import type { Metrics, Measurement } from '#libs/telemetry';
import type { EventStreams } from '../events/event.streams.js';
import type { FastPathCounters } from '../fast-path/fast-path.counters.js';

/** What this process counts elsewhere, in plain numbers: read when somebody reads the metrics. */
export class ProcessCounts {
  constructor(metrics: Metrics, tally: FastPathCounters, streams: EventStreams) {
    metrics.gauge('jobgate_event_streams_open', () => [{ labels: {}, value: streams.open }]);
    metrics
      .counter('jobgate_http_requests_total')
      .readFrom(() => [
        job('2xx', 'hot', tally.jobHits - tally.unchangedHits),
        job('3xx', 'hot', tally.unchangedHits),
        job('2xx', 'redis', tally.jobReads - tally.unchangedReads),
        job('3xx', 'redis', tally.unchangedReads),
        job('2xx', 'stale', tally.staleJobs),
        { labels: { route: '/jobs', status: '2xx', cache: 'redis' }, value: tally.lists },
      ]);
  }
}

/** `stale`: held by this process, and given for want of Redis. */
function job(
  status: string,
  cache: 'hot' | 'redis' | 'stale',
  value: number,
): Measurement<'jobgate_http_requests_total'> {
  return { labels: { route: '/jobs/{id}', status, cache }, value };
}

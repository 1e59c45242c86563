export type MetricKind = 'counter' | 'gauge' | 'histogram';

export interface MetricFacts {
  kind: MetricKind;
  /** Their values are enumerations or names from the configuration, never chosen by callers or upstreams. */
  labels: readonly string[];
  help: string;
  /** Upper bounds of a histogram's buckets, in their order. */
  buckets?: readonly number[];
}

/** From a fast upstream to one that times out. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** From a cached response to one that waited for a poll. */
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Lag of events that should happen within about a second. */
const LAG_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** Lag of events that should happen immediately. */
const DELIVERY_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Every series of our own. Series with the label `connection` are visible to callers who see the connection. */
export const METRICS = {
  jobgate_http_requests_total: {
    kind: 'counter',
    labels: ['route', 'status', 'cache'],
    help: 'Responses by route, status class and origin of the data. HEAD counts as GET.',
  },
  jobgate_http_request_duration_seconds: {
    kind: 'histogram',
    labels: ['route'],
    help: 'Response time, without the fast path, event streams and reads that wait on request.',
    buckets: REQUEST_SECONDS,
  },
  jobgate_auth_refused_total: {
    kind: 'counter',
    labels: ['reason'],
    help: 'Requests without valid credentials: missing, invalid, or throttled by address.',
  },
  jobgate_sockets_open: { kind: 'gauge', labels: [], help: 'Open client sockets of this gateway.' },
  jobgate_sockets_refused_total: {
    kind: 'counter',
    labels: ['reason'],
    help: 'Client sockets that were rejected: the process or the address had reached its limit.',
  },
  jobgate_configuration_refused: {
    kind: 'gauge',
    labels: [],
    help: 'Whether the configuration was rejected, so that the previous one is active (1).',
  },
  jobgate_clock_offset_seconds: {
    kind: 'gauge',
    labels: [],
    help: 'The clock of Redis, which Jobgate uses, minus the wall clock of this process.',
  },
  jobgate_event_streams_open: { kind: 'gauge', labels: [], help: 'Open event streams.' },
  jobgate_event_tail_up: {
    kind: 'gauge',
    labels: [],
    help: 'Whether change events of all connections are received (1).',
  },
  jobgate_event_delivery_lag_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'Time from the commit of a change, by the clock of Redis, until this gateway receives it.',
    buckets: DELIVERY_SECONDS,
  },
  jobgate_store_up: { kind: 'gauge', labels: [], help: 'Whether Redis, or any node of a Cluster, responds (1).' },
  jobgate_connection_store_up: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether the data of the connection in Redis is reachable (1).',
  },
  jobgate_workers: { kind: 'gauge', labels: [], help: 'Live workers.' },
  jobgate_connection_info: {
    kind: 'gauge',
    labels: ['connection', 'provider'],
    help: 'Provider of the connection; always 1.',
  },
  jobgate_connection_attended: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether a worker holds the lease of the connection (1).',
  },
  jobgate_circuit_open: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether the circuit breaker is open (1).',
  },
  jobgate_upstream_throttled: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether calls are paused because the upstream is rate-limiting (1).',
  },
  jobgate_upstream_in_flight: { kind: 'gauge', labels: ['connection'], help: 'Upstream calls in flight.' },
  jobgate_upstream_concurrency_limit: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Maximum number of upstream calls in flight.',
  },
  jobgate_upstream_rate_limit: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Maximum number of upstream calls per second; absent without a limit.',
  },
  jobgate_upstream_latency_seconds: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Moving average of the latency of upstream calls; absent before the first response.',
  },
  jobgate_push_connected: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether the push subscription is active (1); absent if push is not configured.',
  },
  jobgate_jobs: { kind: 'gauge', labels: ['connection', 'state'], help: 'Tracked jobs by state.' },
  jobgate_schedule_jobs: { kind: 'gauge', labels: ['connection'], help: 'Jobs with a scheduled poll.' },
  jobgate_schedule_due_jobs: { kind: 'gauge', labels: ['connection'], help: 'Jobs whose poll is due.' },
  jobgate_schedule_overdue_seconds: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'How long the most overdue job has been due.',
  },
  jobgate_queue_jobs: {
    kind: 'gauge',
    labels: ['connection', 'state'],
    help: 'Requests to workers for the connection, by state in the queue.',
  },
  jobgate_upstream_calls_total: {
    kind: 'counter',
    labels: ['connection', 'status', 'trouble'],
    help: 'Upstream calls by status class (none: no response) and error (none: success).',
  },
  jobgate_upstream_call_duration_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'Duration of upstream calls, without the wait for the limiter.',
    buckets: CALL_SECONDS,
  },
  jobgate_upstream_answers_total: {
    kind: 'counter',
    labels: ['connection', 'trouble'],
    help: 'Results of polls and commands by error (none: success).',
  },
  jobgate_check_lateness_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'Delay of polls after their scheduled time.',
    buckets: LAG_SECONDS,
  },
  jobgate_detection_lag_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'Time from the end of a run until its detection.',
    buckets: LAG_SECONDS,
  },
  jobgate_unreadable_jobs_total: {
    kind: 'counter',
    labels: ['connection'],
    help: 'Due jobs whose record cannot be decoded: another version wrote it, or it is damaged. The poll is postponed by hours.',
  },
  jobgate_unreadable_texts_total: {
    kind: 'counter',
    labels: ['kind'],
    help: 'Other values in Redis that cannot be decoded and were skipped: another version wrote them, or they are damaged.',
  },
  jobgate_connections_leased: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Connections whose lease this worker holds; always 1.',
  },
  jobgate_connections_in_care: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Deprecated, removed in the next version: use jobgate_connections_leased.',
  },
  jobgate_webhook_tries_total: {
    kind: 'counter',
    labels: ['connection', 'outcome'],
    help: 'Webhook delivery attempts by outcome: delivered, retrying, failed, dropped.',
  },
} as const satisfies Record<string, MetricFacts>;

export type MetricName = keyof typeof METRICS;

/** The names of one kind. */
export type NameOf<Kind extends MetricKind> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

/** Gauges that have one value for each connection. */
export type GaugeOfConnection = {
  [Name in NameOf<'gauge'>]: (typeof METRICS)[Name]['labels'] extends readonly ['connection'] ? Name : never;
}[NameOf<'gauge'>];

/** A value for each label of a metric. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string>>;

export const factsOf = (name: MetricName): MetricFacts => METRICS[name];

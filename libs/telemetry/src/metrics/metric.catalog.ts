export type MetricKind = 'counter' | 'gauge' | 'histogram';

export interface MetricFacts {
  kind: MetricKind;
  /** Closed lists of words, and names of the configuration: nothing that callers or upstreams choose. */
  labels: readonly string[];
  help: string;
  /** Upper bounds of a histogram's buckets, in their order. */
  buckets?: readonly number[];
}

/** From a quick upstream to one at the end of its time-out. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** From an answer at once to one that waited for a poll. */
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** How late something is that should happen within a second or so. */
const LAG_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** How late something is that should happen at once. */
const DELIVERY_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Every series of our own. Series with the label `connection` are visible to callers who see the connection. */
export const METRICS = {
  jobgate_http_requests_total: {
    kind: 'counter',
    labels: ['route', 'status', 'cache'],
    help: 'Requests that were answered, by route, class of status and where the answer came from. HEAD counts as GET.',
  },
  jobgate_http_request_duration_seconds: {
    kind: 'histogram',
    labels: ['route'],
    help: 'How long answers took, without those of the hot path, streams and what waited by request.',
    buckets: REQUEST_SECONDS,
  },
  jobgate_auth_refused_total: {
    kind: 'counter',
    labels: ['reason'],
    help: 'Requests without valid credentials: missing, invalid, or throttled, as their address had too many of them.',
  },
  jobgate_sockets_open: { kind: 'gauge', labels: [], help: 'Sockets of callers that are open at this gateway.' },
  jobgate_sockets_refused_total: {
    kind: 'counter',
    labels: ['reason'],
    help: 'Sockets that were closed at once: the process or their address had as many as may be.',
  },
  jobgate_configuration_refused: {
    kind: 'gauge',
    labels: [],
    help: 'Whether the files of the configuration have a fault, so that an older one is in force (1).',
  },
  jobgate_clock_offset_seconds: {
    kind: 'gauge',
    labels: [],
    help: 'The clock of Redis minus the wall clock of this process. Jobgate goes by the clock of Redis.',
  },
  jobgate_event_streams_open: { kind: 'gauge', labels: [], help: 'Streams of events that are open.' },
  jobgate_event_tail_up: { kind: 'gauge', labels: [], help: 'Whether the changes of all connections are heard (1).' },
  jobgate_event_delivery_lag_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'From the commit of a change, by the clock of Redis, until this gateway has it.',
    buckets: DELIVERY_SECONDS,
  },
  jobgate_store_up: { kind: 'gauge', labels: [], help: 'Whether Redis, of a Cluster any node, answered just now (1).' },
  jobgate_connection_store_up: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether what is stored of the connection can be reached (1).',
  },
  jobgate_workers: { kind: 'gauge', labels: [], help: 'Workers that are alive.' },
  jobgate_connection_info: {
    kind: 'gauge',
    labels: ['connection', 'provider'],
    help: 'Always 1: which provider a connection has.',
  },
  jobgate_connection_attended: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether a worker has the connection in care (1).',
  },
  jobgate_circuit_open: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether no calls are let through after failures (1).',
  },
  jobgate_upstream_throttled: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether the upstream asked for a pause that is not over (1).',
  },
  jobgate_upstream_in_flight: { kind: 'gauge', labels: ['connection'], help: 'Calls under way.' },
  jobgate_upstream_concurrency_limit: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Calls that may be under way at once.',
  },
  jobgate_upstream_rate_limit: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Calls per second that may begin; absent where there is no budget.',
  },
  jobgate_upstream_latency_seconds: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Moving average of answered calls; absent before the first.',
  },
  jobgate_push_connected: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Whether the upstream tells of ends by itself at the moment (1); absent where it is not asked to.',
  },
  jobgate_jobs: { kind: 'gauge', labels: ['connection', 'state'], help: 'Tracked jobs by state.' },
  jobgate_schedule_jobs: { kind: 'gauge', labels: ['connection'], help: 'Jobs that are looked at from time to time.' },
  jobgate_schedule_due_jobs: { kind: 'gauge', labels: ['connection'], help: 'Of these, jobs that are due now.' },
  jobgate_schedule_overdue_seconds: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'For how long the longest overdue job has been due.',
  },
  jobgate_queue_jobs: {
    kind: 'gauge',
    labels: ['connection', 'state'],
    help: 'Requests to workers in the queue of the connection, the sweep under way among them.',
  },
  jobgate_upstream_calls_total: {
    kind: 'counter',
    labels: ['connection', 'status', 'trouble'],
    help: 'Calls to the upstream by class of status (none: no answer) and what was wrong on the way (none: nothing).',
  },
  jobgate_upstream_call_duration_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'How long calls to the upstream took, from their turn to their end.',
    buckets: CALL_SECONDS,
  },
  jobgate_upstream_answers_total: {
    kind: 'counter',
    labels: ['connection', 'trouble'],
    help: 'What looks at jobs and acts got from the upstream, by what was wrong with it (none: nothing).',
  },
  jobgate_check_lateness_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'How long after their time checks were begun.',
    buckets: LAG_SECONDS,
  },
  jobgate_detection_lag_seconds: {
    kind: 'histogram',
    labels: ['connection'],
    help: 'How long after they happened the ends of runs were seen.',
    buckets: LAG_SECONDS,
  },
  jobgate_unreadable_jobs_total: {
    kind: 'counter',
    labels: ['connection'],
    help: 'Due jobs whose records another version wrote, or that are damaged: they were put off by hours.',
  },
  jobgate_unreadable_texts_total: {
    kind: 'counter',
    labels: ['kind'],
    help: 'Times that something else than a job record was found written by another version, or damaged, and was passed over.',
  },
  jobgate_connections_in_care: {
    kind: 'gauge',
    labels: ['connection'],
    help: 'Connections in the care of this worker: always 1.',
  },
  jobgate_webhook_tries_total: {
    kind: 'counter',
    labels: ['connection', 'outcome'],
    help: 'Tries to deliver a webhook by what became of the delivery: delivered, retrying, failed, dropped.',
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

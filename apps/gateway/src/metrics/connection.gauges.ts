import type { ConnectionSettings } from '#libs/config';
import { JOB_STATES, type JobState } from '#libs/jobs';
import type { QueueDepth, QueueInspection } from '#libs/requests';
import type { ConnectionHealth, Store } from '#libs/store';
import type { GaugeOfConnection, Metrics, Measurement } from '#libs/telemetry';
import type { ConnectionStatusReader } from '../connections/connection.status.js';
import type { JobAddresses } from '../jobs/job.addresses.js';

interface ConnectionReading {
  settings: ConnectionSettings;
  isAttended: boolean;
  facts: ConnectionHealth;
  jobs: Record<JobState, number>;
  schedule: { scheduled: number; due: number; overdueMs: number };
  queue: QueueDepth;
}

/** The gauges of one scrape, and concurrent scrapes, share a read. */
const REMEMBER_MS = 1_000;
const QUEUE_STATES = ['waiting', 'active', 'failed'] as const;

/** Metrics of each connection from Redis, whichever worker has it; none for unreachable connections. */
export class ConnectionGauges {
  private remembered: { until: number; readings: Promise<ConnectionReading[]> } | null = null;

  constructor(
    private readonly addresses: Pick<JobAddresses, 'connections'>,
    private readonly store: Store,
    private readonly status: ConnectionStatusReader,
    private readonly queues: QueueInspection,
    metrics: Metrics,
    private readonly now: () => number = store.clock.now,
  ) {
    metrics.gauge('jobgate_store_up', async () => {
      const isUp = (await this.readings()).length > 0 || (await this.store.isReachable());
      return [{ labels: {}, value: Number(isUp) }];
    });
    metrics.gauge('jobgate_connection_store_up', async () => {
      const read = new Set((await this.readings()).map(({ settings }) => settings.name));
      return this.addresses.connections.map(({ name }) => ({
        labels: { connection: name },
        value: Number(read.has(name)),
      }));
    });
    metrics.gauge('jobgate_workers', async () => [{ labels: {}, value: await this.workers() }]);
    metrics.gauge('jobgate_connection_info', () =>
      this.addresses.connections.map(({ name, provider }) => ({ labels: { connection: name, provider }, value: 1 })),
    );
    metrics.gauge('jobgate_jobs', async () =>
      (await this.readings()).flatMap(({ settings: { name: connection }, jobs }) =>
        JOB_STATES.map((state) => ({ labels: { connection, state }, value: jobs[state] })),
      ),
    );
    metrics.gauge('jobgate_queue_jobs', async () =>
      (await this.readings()).flatMap(({ settings: { name: connection }, queue }) =>
        QUEUE_STATES.map((state) => ({ labels: { connection, state }, value: queue[state] })),
      ),
    );
    const each = (name: GaugeOfConnection, value: (reading: ConnectionReading) => number | null) =>
      metrics.gauge(name, () => this.each(value));
    each('jobgate_connection_attended', ({ isAttended }) => Number(isAttended));
    each('jobgate_circuit_open', ({ facts }) => Number(facts.circuit.status === 'open'));
    each('jobgate_upstream_throttled', ({ facts }) => Number((facts.throttledUntil ?? 0) > this.now()));
    each('jobgate_upstream_in_flight', ({ facts }) => facts.inFlight);
    each('jobgate_upstream_concurrency_limit', ({ settings }) => settings.limits.concurrency);
    each('jobgate_upstream_rate_limit', ({ settings }) => settings.limits.requestsPerSecond);
    each('jobgate_upstream_latency_seconds', ({ facts }) => seconds(facts.latencyMs));
    each('jobgate_push_connected', ({ facts: { push } }) => push && Number(push.status === 'connected'));
    each('jobgate_schedule_jobs', ({ schedule }) => schedule.scheduled);
    each('jobgate_schedule_due_jobs', ({ schedule }) => schedule.due);
    each('jobgate_schedule_overdue_seconds', ({ schedule }) => seconds(schedule.overdueMs));
  }

  private async each(value: (reading: ConnectionReading) => number | null): Promise<Measurement<GaugeOfConnection>[]> {
    const readings = await this.readings();
    return readings.map((reading) => ({ labels: { connection: reading.settings.name }, value: value(reading) }));
  }

  private workers(): Promise<number | null> {
    return this.store.heartbeats.alive().then(
      (workers) => workers.length,
      () => null,
    );
  }

  private readings(): Promise<ConnectionReading[]> {
    const now = this.now();
    if (this.remembered === null || this.remembered.until <= now) {
      this.remembered = { until: now + REMEMBER_MS, readings: this.read(now) };
    }
    return this.remembered.readings;
  }

  private async read(now: number): Promise<ConnectionReading[]> {
    const { connections } = this.addresses;
    const depths = this.queues.depths(connections.map(({ name }) => name));
    depths.catch(() => undefined);
    const readings = connections.map((settings) => this.readOne(settings, now, depths).catch(() => null));
    return (await Promise.all(readings)).filter((reading) => reading !== null);
  }

  private async readOne(
    settings: ConnectionSettings,
    now: number,
    depths: Promise<Map<string, QueueDepth>>,
  ): Promise<ConnectionReading> {
    const { name } = settings;
    const [{ status, facts }, jobs, depth, overdueMs, queue] = await Promise.all([
      this.status.stateOf(name),
      this.store.index.counts(name),
      this.store.schedule.depth(name, now),
      this.store.schedule.overdueMs(name, now),
      depths.then((found) => found.get(name)!),
    ]);
    const schedule = { ...depth, overdueMs };
    return { settings, isAttended: status !== 'unattended', facts, jobs, schedule, queue };
  }
}

const seconds = (milliseconds: number | null): number | null => (milliseconds === null ? null : milliseconds / 1000);

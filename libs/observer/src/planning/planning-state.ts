import { isFrozen, type JobRecord, type Moment } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Logger } from 'pino';
import { NO_METRICS, type ConnectionMetrics } from '../connection-metrics.js';
import { ConnectionStatistics } from './connection-statistics.js';
import { DetectionLag } from './detection-lag.js';
import { IntervalScaler } from './interval-scaler.js';
import type { PlanningInput } from './planning-input.js';
import type { Polled } from './run-evidence.js';

const READ_WATCHERS_EVERY_MS = 1_000;
const WRITE_STATISTICS_EVERY_MS = 5_000;

interface PlanningContext {
  connection: string;
  store: Store;
  logger: Logger;
  now: () => Moment;
  meter?: ConnectionMetrics;
}

/**
 * The inputs of the planning of one connection, in memory: duration statistics, watched
 * jobs, and how far the budget goes. Statistics are written every five seconds; a crash loses no more.
 */
export class PlanningState {
  readonly statistics = new ConnectionStatistics();
  readonly intervals: IntervalScaler;
  readonly meter: ConnectionMetrics;
  private lag = new DetectionLag();
  private watched = new Map<string, Moment>();
  private reading: NodeJS.Timeout | undefined;
  private writing: NodeJS.Timeout | undefined;
  private isStopped = false;
  private readAt = 0;
  private written: Promise<void> = Promise.resolve();

  constructor(private readonly context: PlanningContext) {
    this.meter = context.meter ?? NO_METRICS;
    this.intervals = new IntervalScaler(context.now(), (milliseconds) => this.meter.late(milliseconds));
  }

  async start(): Promise<void> {
    const { store, connection } = this.context;
    const [durations, { detectionLagMs }] = await Promise.all([
      store.durations.read(connection),
      store.connectionStatus.read(connection),
    ]);
    this.statistics.load(durations);
    this.lag = new DetectionLag(detectionLagMs);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.reading);
    clearTimeout(this.writing);
    await this.write();
  }

  /** To be called when jobs are claimed: reads the watchers, once a second at most. */
  readWatchersSoon(): void {
    if (this.reading !== undefined || this.isStopped) return;
    const waitMs = Math.max(0, this.readAt + READ_WATCHERS_EVERY_MS - this.context.now());
    this.reading = setTimeout(() => void this.readWatchers(), waitMs).unref();
  }

  /** Learns from a poll that brought a usable answer, and was written down. */
  polled(polled: Polled): void {
    this.readWatchersSoon();
    this.writeSoon();
    this.statistics.learn(polled);
    const { before, after, transition } = polled;
    if (transition === null || !isFrozen(after.state) || (before !== null && isFrozen(before.state))) return;
    const lag = this.lag.learn(after, transition, this.statistics.clockAheadMs);
    if (lag !== null) this.meter.detected(lag);
  }

  /** What is known for the next check of a job. */
  inputFor({ operation, key }: JobRecord, at: Moment): Partial<PlanningInput> {
    return {
      statistics: this.statistics.of(operation),
      clockAheadMs: this.statistics.clockAheadMs,
      isWatched: (this.watched.get(key) ?? 0) > at,
      stretch: this.intervals.stretch,
    };
  }

  async readWatchers(): Promise<void> {
    const { store, connection, now } = this.context;
    this.reading = undefined;
    this.readAt = now();
    this.watched = await store.watchers.current(connection, now()).catch(() => this.watched);
  }

  private writeSoon(): void {
    if (this.writing !== undefined || this.isStopped) return;
    this.writing = setTimeout(() => void this.write(), WRITE_STATISTICS_EVERY_MS).unref();
  }

  /** One at a time: what failed is written by the next one. */
  private write(): Promise<void> {
    this.writing = undefined;
    this.written = this.written.then(() => this.writeChanges());
    return this.written;
  }

  private async writeChanges(): Promise<void> {
    const { store, connection, logger } = this.context;
    const changes = this.statistics.takeChanges();
    await store.durations.write(connection, changes).catch((error: unknown) => {
      this.statistics.giveBack(Object.keys(changes));
      logger.debug({ connection, error: String(error) }, 'duration statistics could not be written');
    });
    const detectionLagMs = this.lag.take();
    // What the status misses comes with the next end.
    if (detectionLagMs !== null)
      await store.connectionStatus.write(connection, { detectionLagMs }).catch(() => undefined);
  }
}

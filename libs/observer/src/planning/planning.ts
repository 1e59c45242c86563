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
const WRITE_STATISTICS_EVERY_MS = 10_000;

interface PlanningContext {
  connection: string;
  store: Store;
  logger: Logger;
  now: () => Moment;
  meter?: ConnectionMetrics;
}

/**
 * What the polls of one connection are planned by, in the memory of the process that runs it: duration statistics, watched
 * jobs, and how far the budget goes. Statistics are written every ten seconds; a crash loses no more.
 */
export class Planning {
  readonly statistics = new ConnectionStatistics();
  readonly intervals: IntervalScaler;
  readonly meter: ConnectionMetrics;
  private lag = new DetectionLag();
  private watched = new Map<string, Moment>();
  /** There may be watched jobs that have not been read. */
  private hasWatchers = true;
  private timer: NodeJS.Timeout | null = null;
  private keepAt: Moment = Infinity;
  private isStopped = false;
  private keptAt = 0;
  private writtenAt: Moment;
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly context: PlanningContext) {
    this.meter = context.meter ?? NO_METRICS;
    this.writtenAt = context.now();
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
    if (this.timer) clearTimeout(this.timer);
    await this.keep();
  }

  /** To be called when there may be watched jobs: they are read, once a second at most. */
  readWatchersSoon(): void {
    this.hasWatchers = true;
    this.keepSoon(READ_WATCHERS_EVERY_MS);
  }

  /** Learns from a poll that brought a usable answer, and was written down. */
  polled(polled: Polled): void {
    // Who asks for a poll also waits for the next ones.
    if (polled.after.observation.source === 'poll') this.keepSoon(WRITE_STATISTICS_EVERY_MS);
    else this.readWatchersSoon();
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

  /** Writes statistics and reads watchers where that is due; one round at a time. Failures wait for the next one. */
  keep(): Promise<void> {
    this.keeping = this.keeping.then(() => this.exchange());
    return this.keeping;
  }

  private keepSoon(everyMs: number): void {
    const at = Math.max(this.context.now(), this.keptAt + everyMs);
    if (this.isStopped || at >= this.keepAt) return;
    if (this.timer) clearTimeout(this.timer);
    this.keepAt = at;
    this.timer = setTimeout(() => void this.keep(), at - this.context.now());
    // Closing writes what is left.
    this.timer.unref();
  }

  private async exchange(): Promise<void> {
    const { store, connection, now } = this.context;
    this.keptAt = now();
    this.keepAt = Infinity;
    if (this.isStopped || this.keptAt >= this.writtenAt + WRITE_STATISTICS_EVERY_MS) await this.write();
    if (!this.hasWatchers) return;
    this.hasWatchers = false;
    this.watched = await store.watchers.current(connection, now()).catch(() => this.watched);
  }

  private async write(): Promise<void> {
    const { store, connection, logger, now } = this.context;
    this.writtenAt = now();
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

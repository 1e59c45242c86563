import { isFrozen, type JobRecord, type Moment } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Logger } from 'pino';
import { NO_METER, type CareMeter } from '../care-meter.js';
import { ConnectionStatistics } from './connection-statistics.js';
import { DetectionLag } from './detection-lag.js';
import { IntervalScaler } from './interval-scaler.js';
import type { PlanningInput } from './planning-input.js';
import type { Polled } from './run-evidence.js';

const KEEP_EVERY_MS = 1_000;

interface PlanningContext {
  connection: string;
  store: Store;
  logger: Logger;
  now: () => Moment;
  meter?: CareMeter;
}

/**
 * What one connection's checks are planned by, in the memory of the one process that cares for it: durations learned,
 * who is watched, and how far the budget goes. What was learned is written down once a second; a crash loses no more.
 */
export class Planning {
  readonly statistics = new ConnectionStatistics();
  readonly intervals: IntervalScaler;
  readonly meter: CareMeter;
  private lag = new DetectionLag();
  private watched = new Map<string, Moment>();
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly context: PlanningContext) {
    this.meter = context.meter ?? NO_METER;
    this.intervals = new IntervalScaler(context.now(), (milliseconds) => this.meter.late(milliseconds));
  }

  async start(): Promise<void> {
    const { store, connection } = this.context;
    const [durations, { detectionLagMs }] = await Promise.all([
      store.durations.read(connection),
      store.board.read(connection),
    ]);
    this.statistics.load(durations);
    this.lag = new DetectionLag(detectionLagMs);
    if (this.isStopped) return;
    this.timer = setInterval(() => void this.keep(), KEEP_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.keep();
  }

  /** Learns from a poll that brought a usable answer, and was written down. */
  polled(polled: Polled): void {
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

  /** Writes down what was learned and reads who is watched; one round at a time. Failures wait for the next one. */
  keep(): Promise<void> {
    this.keeping = this.keeping.then(() => this.exchange());
    return this.keeping;
  }

  private async exchange(): Promise<void> {
    const { store, connection, logger, now } = this.context;
    const changes = this.statistics.takeChanges();
    try {
      await store.durations.write(connection, changes);
    } catch (error) {
      this.statistics.giveBack(Object.keys(changes));
      logger.debug({ connection, error: String(error) }, 'what was learned of durations could not be written down');
      return;
    }
    const detectionLagMs = this.lag.take();
    // The board is for onlookers: what it misses comes with the next end.
    if (detectionLagMs !== null) await store.board.write(connection, { detectionLagMs }).catch(() => undefined);
    this.watched = await store.watchers.current(connection, now()).catch(() => this.watched);
  }
}

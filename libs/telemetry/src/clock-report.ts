import type { Logger } from 'pino';
import type { Metrics } from './metrics/index.js';

/** How far the wall clock of this process is from the clock that all processes share. */
interface ClockReading {
  /** Milliseconds; null: not known yet. */
  offsetMs: number | null;
  isSkewed: boolean;
}

interface SharedClock {
  clock: { readonly reading: ClockReading };
  /** `report` is called when the wall clock is found to be wrong, and when it is right again. */
  onClockSkew(report: (reading: ClockReading) => void): void;
}

/** Says in the metrics how wrong the wall clock of this process is, and in the log when that is much. */
export function reportClock(shared: SharedClock, metrics: Metrics, logger: Logger): Metrics {
  metrics.gauge('jobgate_clock_offset_seconds', () => {
    const { offsetMs } = shared.clock.reading;
    return [{ labels: {}, value: offsetMs === null ? null : offsetMs / 1000 }];
  });
  shared.onClockSkew(({ offsetMs, isSkewed }) => {
    if (isSkewed)
      logger.warn({ offsetMs }, 'clock skew: the wall clock of this machine differs from that of Redis, which is used');
    else logger.info({ offsetMs }, 'clock skew is over: the wall clock of this machine agrees with that of Redis');
  });
  return metrics;
}

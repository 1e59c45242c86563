import type { Logger } from 'pino';
import type { Metrics } from './metrics/index.js';

interface UnreadableValue {
  kind: string;
  key: string;
  part: string | null;
}

interface StoredValues {
  onUnreadable(listener: (text: UnreadableValue, isNew: boolean) => void): void;
}

/** Counts in the metrics what this process finds in Redis and cannot read, and says so in the log, once of each. */
export function reportUndecodable({ values }: { values: StoredValues }, metrics: Metrics, logger: Logger): Metrics {
  const counter = metrics.counter('jobgate_unreadable_texts_total');
  values.onUnreadable(({ kind, key, part }, isNew) => {
    counter.of({ kind }).value += 1;
    if (isNew) logger.error({ kind, key, part }, 'a value in Redis cannot be decoded and is skipped');
  });
  return metrics;
}

import type { Logger } from 'pino';
import type { Metrics } from './metrics/index.js';

interface UnreadableText {
  kind: string;
  key: string;
  part: string | null;
}

interface KeptTexts {
  onUnreadable(listener: (text: UnreadableText, isNew: boolean) => void): void;
}

/** Counts in the metrics what this process finds in Redis and cannot read, and says so in the log, once of each. */
export function reportUnreadable({ texts }: { texts: KeptTexts }, metrics: Metrics, logger: Logger): Metrics {
  const counter = metrics.counter('jobgate_unreadable_texts_total');
  texts.onUnreadable(({ kind, key, part }, isNew) => {
    counter.of({ kind }).value += 1;
    if (isNew) logger.error({ kind, key, part }, 'something in Redis cannot be read and is passed over');
  });
  return metrics;
}

import type { UnreadableRecord } from '#libs/store';
import type { ConnectionMetrics } from '../connection-metrics.js';
import type { ConnectionContext } from '../connection-context.js';

/** After an upgrade that can read them, they are polled at once. */
const PARKED_FOR_MS = 4 * 3_600_000;

/** Jobs whose records this version cannot read. They do not delay others, and stay scheduled for a version that can read them. */
export class UnreadableJobs {
  private readonly reported = new Set<string>();

  constructor(private readonly context: Pick<ConnectionContext, 'store' | 'settings' | 'logger' | 'now'>) {}

  /** Puts claimed jobs off, whose lease ends at `leaseUntil`. Each is reported once. */
  async park(records: readonly UnreadableRecord[], leaseUntil: number, meter: ConnectionMetrics): Promise<void> {
    if (records.length === 0) return;
    const { store, settings, logger, now } = this.context;
    const keys = records.map(({ address }) => address.key);
    meter.unreadable(keys.length);
    for (const { address, message } of records) {
      if (this.reported.has(address.key)) continue;
      this.reported.add(address.key);
      logger.error(
        { connection: settings.name, key: address.key, error: message },
        'a job cannot be read and is put off',
      );
    }
    await store.schedule.move(settings.name, keys, leaseUntil, now() + PARKED_FOR_MS);
  }
}

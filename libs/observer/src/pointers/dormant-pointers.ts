import { applyRead, isDormant } from '#libs/jobs';
import { readable } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';

const POLL_EVERY_MS = 2_000;
const READ_AT_ONCE = 500;

/**
 * Has dormant pointers of a connection checked at once when a subscription may hear of them from now on. Readers need nobody
 * for that: gateways do it when they answer.
 */
export class DormantPointers {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private checking: Promise<void> = Promise.resolve();
  /** Of the subscriptions that were checked last; null: of none so far. */
  private version: string | null = null;

  constructor(private readonly context: ConnectionContext) {}

  start(): void {
    const { logger, settings } = this.context;
    this.timer = setTimeout(() => {
      this.checking = this.check().catch((error: unknown) => {
        logger.debug({ connection: settings.name, error: String(error) }, 'dormant pointers could not be checked');
      });
      void this.checking.then(() => {
        if (!this.stopping.signal.aborted) this.start();
      });
    }, POLL_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer) clearTimeout(this.timer);
    await this.checking;
  }

  /** Checks subscriptions, and, if they have changed, the pointers that are dormant. */
  async check(): Promise<void> {
    const { readers, settings, now } = this.context;
    const subscribers = readers?.subscribers ?? null;
    const version = subscribers && (await subscribers.version());
    if (subscribers === null || version === this.version) return;
    const isHeardOf = await subscribers.matching(settings.name);
    const { store } = this.context;
    // Only what is dormant, denied, lost or throttled waits for longer than the longest interval.
    const keys = [...(await store.schedule.dueAfter(settings.name, now() + settings.refresh.maxMs)).keys()];
    for (let start = 0; start < keys.length && !this.stopping.signal.aborted; start += READ_AT_ONCE) {
      const some = keys.slice(start, start + READ_AT_ONCE).map((key) => ({ connection: settings.name, key }));
      const found = (await store.jobs.readMany(some)).map(readable).filter((stored) => stored !== null);
      for (const stored of found.filter(({ record }) => isDormant(record) && isHeardOf(record))) {
        await store.pointerReads.mark(settings.name, [stored.record.key], now());
        await store.jobs.update(
          stored.record,
          (current) =>
            current !== null && isDormant(current.record) ? { revised: applyRead(current.record, now()) } : null,
          stored,
        );
      }
    }
    this.version = version;
  }
}

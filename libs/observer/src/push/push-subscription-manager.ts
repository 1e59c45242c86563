import type { PushListener } from '#libs/providers';
import type { PushStatus } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import type { JobPoller } from '../polling/poll.js';
import { PushTriggeredPoller } from './push-triggered-poller.js';
import type { PushCoverageTracker } from './push-coverage-tracker.js';
import { FullResync } from './full-resync.js';

/** A connection that is back by then needs one round of checks, not two. */
const BACK_WITHIN_MS = 5_000;
const LEAST_WRITE_INTERVAL_MS = 1_000;

/** Subscribes to push messages of one connection, and has the jobs that they name polled. */
export class PushSubscriptionManager implements PushListener {
  private readonly stopping = new AbortController();
  private readonly poller: PushTriggeredPoller;
  private readonly resync: FullResync;
  private facts: PushStatus | null = null;
  private lastMessageAt: number | null = null;
  private writing: NodeJS.Timeout | null = null;
  private listening: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ConnectionContext,
    private readonly coverage: PushCoverageTracker,
    jobs: JobPoller,
  ) {
    this.poller = new PushTriggeredPoller(context, jobs, this.stopping.signal);
    this.resync = new FullResync(context);
  }

  /** Begins to listen, where the upstream speaks up and the options want to hear it. */
  async start(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const { provider, session, store, settings, logger } = this.context;
    const { push } = await store.connectionStatus.read(settings.name);
    if (push) {
      this.coverage.share = push.foretold;
      await store.connectionStatus.write(settings.name, { push: null });
    }
    if (!provider.subscribe || this.stopping.signal.aborted) return;
    this.listening = provider.subscribe(session, this, this.stopping.signal).catch((error: unknown) => {
      logger.error({ error, connection: settings.name }, 'push failed');
      this.status('disconnected', 'failed');
    });
  }

  /** Resolves when no more messages will arrive. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    this.poller.stop();
    await this.listening;
    this.resync.cancel();
    if (this.facts) await this.write();
    if (this.writing) clearTimeout(this.writing);
  }

  jobChanged(key: string): void {
    const at = this.context.now();
    this.coverage.message(key, at);
    this.lastMessageAt = at;
    if (!this.poller.call(key)) this.resync.request();
    this.writeSoon();
  }

  status(status: 'connected' | 'disconnected', reason: string): void {
    const { settings, now, logger } = this.context;
    const wasConnected = this.facts?.status === 'connected';
    if (status === 'disconnected') this.coverage.disconnected();
    // While the subscription was connected, jobs were polled rarely.
    if (wasConnected && status === 'disconnected') this.resync.request(BACK_WITHIN_MS);
    const since = this.facts?.status === status ? this.facts.since : now();
    this.facts = { status, reason, since, lastMessageAt: this.lastMessageAt, foretold: this.coverage.share };
    logger[status === 'connected' ? 'info' : 'warn']({ connection: settings.name, reason }, `push ${status}`);
    void this.write();
  }

  missed({ forGood }: { forGood: boolean }): void {
    this.coverage.connected(this.context.now(), forGood);
    this.resync.request();
  }

  private writeSoon(): void {
    this.writing ??= setTimeout(() => {
      this.writing = null;
      void this.write();
    }, LEAST_WRITE_INTERVAL_MS);
  }

  /** A failed report is repeated with the next message. */
  private async write(): Promise<void> {
    if (!this.facts) return;
    const push = { ...this.facts, lastMessageAt: this.lastMessageAt, foretold: this.coverage.share };
    await this.context.store.connectionStatus.write(this.context.settings.name, { push }).catch(() => undefined);
  }
}

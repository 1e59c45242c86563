import { matches, NO_JOB_FILTER, type JobAddress, type JobRecord } from '#libs/jobs';
import type { Store } from '#libs/store';
import {
  jobFilterOf,
  type SubscriberPermissions,
  type Subscription,
  type SubscriptionRepository,
} from '#libs/webhooks';

interface SubscribersContext {
  store: Store;
  subscriptions: SubscriptionRepository;
  permissions: SubscriberPermissions;
}

const VERSION_VALID_MS = 1_000;

/** Finds the pointers that have subscribers: these are polled without readers. */
export class PointerSubscribers {
  private known: { version: Promise<string>; until: number } | null = null;

  constructor(private readonly context: SubscribersContext) {}

  /** Changes within a second after any subscription changed. Cached for all connections. */
  version(): Promise<string> {
    const now = performance.now();
    if (this.known === null || this.known.until < now) {
      const version = this.context.store.subscriptions.version();
      this.known = { version, until: now + VERSION_VALID_MS };
      version.catch(() => (this.known = null));
    }
    return this.known.version;
  }

  /**
   * Whether any subscription may match a pointer or the runs that are found by polling it. State, kind, operation and times
   * are not compared: they are those of its current run.
   */
  async matching(connection: string): Promise<(record: JobRecord) => boolean> {
    const filters = [...(await this.context.subscriptions.all()).values()]
      .filter((one) => one.selection === 'matching' && this.isActive(one, connection))
      .map(({ filter }) => jobFilterOf(filter));
    return (record) =>
      filters.some(({ providers, labels, text }) => matches(record, { ...NO_JOB_FILTER, providers, labels, text }));
  }

  /** Whether any active subscription was named for it. */
  async isNamed(job: JobAddress): Promise<boolean> {
    const { store } = this.context;
    const ids = (await store.jobSubscriptions.of(job.connection, [job.key])).get(job.key) ?? [];
    if (ids.length === 0) return false;
    const subscriptions = await this.context.subscriptions.all();
    return ids.some((id) => {
      const subscription = subscriptions.get(id);
      return subscription !== undefined && this.isActive(subscription, job.connection);
    });
  }

  /** A pointer is polled until an hour after its last subscription was paused or lost its permission. */
  private isActive(subscription: Subscription, connection: string): boolean {
    const { filter, disabled } = subscription;
    const isOfConnection = filter.connection === null || filter.connection.includes(connection);
    return disabled === null && isOfConnection && this.context.permissions.mayReceive(subscription, connection);
  }
}

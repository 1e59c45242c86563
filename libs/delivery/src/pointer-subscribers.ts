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
  book: SubscriptionRepository;
  rights: SubscriberPermissions;
}

const VERSION_VALID_MS = 1_000;

/** Which pointers subscriptions may hear of: these are polled although nobody reads them. */
export class PointerSubscribers {
  private known: { version: Promise<string>; until: number } | null = null;

  constructor(private readonly context: SubscribersContext) {}

  /** Another one within a second after each change of any subscription; all connections share what was read. */
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
   * Whether any subscription may hear of a pointer, or of the runs that are found by polling it. State, kind, operation and
   * times are those of the run that it points to, and say nothing of the next one.
   */
  async matching(connection: string): Promise<(record: JobRecord) => boolean> {
    const subscriptions = [...(await this.context.book.all()).values()];
    const filters = subscriptions
      .filter((one) => one.selection === 'matching' && this.isHearing(one, connection))
      .map(({ filter }) => jobFilterOf(filter));
    return (record) =>
      filters.some(({ providers, labels, text }) => matches(record, { ...NO_JOB_FILTER, providers, labels, text }));
  }

  /** Whether any subscription was named for it. */
  async isNamed(job: JobAddress): Promise<boolean> {
    const { store, book } = this.context;
    const ids = (await store.jobSubscriptions.of(job.connection, [job.key])).get(job.key) ?? [];
    if (ids.length === 0) return false;
    const subscriptions = await book.all();
    return ids.some((id) => {
      const subscription = subscriptions.get(id);
      return subscription !== undefined && this.isHearing(subscription, job.connection);
    });
  }

  /** What is paused, or without rights, counts again when it is open: a pointer is polled until an hour after that ends. */
  private isHearing(subscription: Subscription, connection: string): boolean {
    const { filter, disabled } = subscription;
    const isOfConnection = filter.connection === null || filter.connection.includes(connection);
    return disabled === null && isOfConnection && this.context.rights.mayReceive(subscription, connection);
  }
}

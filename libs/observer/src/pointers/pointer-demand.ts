import { AWAKE_AFTER_READ_MS, matches, NO_JOB_FILTER, type JobAddress, type JobRecord, type Moment } from '#libs/jobs';
import type { Store } from '#libs/store';

/** Subscribers to pointers, who receive changes without polling. */
export interface PointerSubscribers {
  /** Another one after each change of any subscription. */
  version(): Promise<string>;
  /** Whether any subscription may hear of a pointer by its filter, whatever the run that it points to. */
  matching(connection: string): Promise<(record: JobRecord) => boolean>;
  /** Whether any subscription was named for it. */
  isNamed(job: JobAddress): Promise<boolean>;
}

interface ReadersContext {
  connection: string;
  store: Store;
  /** Absent: there are none. */
  subscribers?: PointerSubscribers;
  tracking: { readonly retentionMs: number };
}

/** Finds out since when a pointer has had no reader. Runs end by themselves; pointers end without readers. */
export class PointerDemand {
  constructor(private readonly context: ReadersContext) {}

  get subscribers(): PointerSubscribers | null {
    return this.context.subscribers ?? null;
  }

  /** `at`: somebody wants to know now, as a reader, by a stream, a subscription or a label. */
  async unreadSince(record: JobRecord, at: Moment): Promise<Moment> {
    const { connection, store, tracking } = this.context;
    if (Object.keys(record.labels).length > 0) return at;
    const readAt = await store.pointerReads.last(record, at);
    if (at - readAt < AWAKE_AFTER_READ_MS) return readAt;
    // What is denied expires for that reason: silence counts from when it is back.
    const isDenied = record.absence !== null && record.expiresAt !== null;
    if (isDenied || (await this.isSubscribed(record))) {
      await store.pointerReads.mark(connection, [record.key], at);
      return at;
    }
    const since = at - Math.max(tracking.retentionMs, AWAKE_AFTER_READ_MS);
    const streams = await store.pointerReads.streams(connection, since);
    const streamed = streams.filter(({ filter }) => matches(record, { ...NO_JOB_FILTER, ...filter }));
    return streamed.reduce((latest, stream) => Math.max(latest, stream.at), readAt);
  }

  private async isSubscribed(record: JobRecord): Promise<boolean> {
    const { connection, subscribers } = this.context;
    if (subscribers === undefined) return false;
    return (await subscribers.matching(connection))(record) || (await subscribers.isNamed(record));
  }
}

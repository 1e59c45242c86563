import type { JobAddress, Moment } from '#libs/jobs';
import type { PointerReads, StreamedFilter } from '#libs/store';

/** Far below the time for which a pointer counts as read. */
const REPORT_EVERY_MS = 120_000;
/** Beyond so many pointers they are reported at once. */
const MAX_UNREPORTED = 50_000;

export interface OpenStream {
  connections: readonly string[];
  filter: StreamedFilter;
}

/**
 * Reports to the workers which pointers are read: unread ones are polled less and less often. Reads are reported together
 * every two minutes; a report that fails is sent with the next one.
 */
export class PointerReadsReporter {
  private unreported = new Map<string, Set<string>>();
  private count = 0;
  private readonly streams = new Set<OpenStream>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly reads: Pick<PointerReads, 'mark' | 'markStream'>,
    /** The clock that workers use as well. */
    private readonly now: () => Moment,
  ) {
    this.timer = setInterval(() => void this.flush(), REPORT_EVERY_MS).unref();
  }

  /** A caller has read this pointer. */
  note({ connection, key }: JobAddress): void {
    const keys = this.unreported.get(connection) ?? new Set<string>();
    if (keys.has(key)) return;
    this.unreported.set(connection, keys.add(key));
    this.count += 1;
    if (this.count >= MAX_UNREPORTED) void this.flush();
  }

  /** Until the returned function is called. */
  openStream(streamed: OpenStream): () => void {
    this.streams.add(streamed);
    void this.reportStream(streamed);
    return () => this.streams.delete(streamed);
  }

  /** Reports the reads since the last call, and the open streams. */
  async flush(): Promise<void> {
    const unreported = [...this.unreported];
    this.unreported = new Map();
    this.count = 0;
    const at = this.now();
    const reports = unreported.map(([connection, keys]) =>
      this.reads.mark(connection, [...keys], at).catch(() => this.giveBack(connection, keys)),
    );
    await Promise.all([...reports, ...[...this.streams].map((streamed) => this.reportStream(streamed))]);
  }

  /** Reports what is pending, and nothing from then on. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async reportStream({ connections, filter }: OpenStream): Promise<void> {
    const at = this.now();
    const reports = connections.map((connection) => this.reads.markStream(connection, filter, at));
    await Promise.all(reports).catch(() => undefined);
  }

  private giveBack(connection: string, keys: ReadonlySet<string>): void {
    const newer = this.unreported.get(connection) ?? new Set<string>();
    this.count -= newer.size;
    for (const key of keys) newer.add(key);
    this.unreported.set(connection, newer);
    this.count += newer.size;
  }
}

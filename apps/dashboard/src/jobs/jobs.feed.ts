import { GatewayProblem, GatewayUnreachable, type EventFilter, type Jobgate, type ListQuery } from '#libs/client';
import { ExternalStore } from '../shell/external.store.js';
import { comparatorFor } from './sort.order.js';
import { RowStore } from './row.store.js';

export type FeedState = 'loading' | 'live' | 'paused';
type FeedStatus = { state: FeedState; error: unknown; isComplete: boolean };
type FeedPart = 'opening' | 'pages' | 'stream';

const PAGE_SIZE = 200;
/** Rows loaded ahead of the viewport. */
const PREFETCH_ROWS = 1_000;
const RETRY_DELAY_MS = 3_000;
/** A hidden page gives its connection back to the browser's other tabs. */
const PAUSE_AFTER_MS = 30_000;

/** Fills a RowStore: loads the list page by page as it is scrolled, and applies a stream of changes. */
export class JobsFeed extends ExternalStore<FeedStatus> {
  readonly store: RowStore;
  private closed = new AbortController();
  private stream: AbortController | null = null;
  private cursor: string | null = null;
  private position: string | null = null;
  private isLoading = false;
  private wantedRows = 0;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  /** The list and the stream retry independently: both fail when the gateway is unreachable. */
  private readonly retryTimers = new Map<FeedPart, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly client: Jobgate,
    private readonly filter: EventFilter,
    private readonly sort: string,
    private readonly onReset: () => void,
  ) {
    super({ state: 'loading', error: null, isComplete: false });
    this.store = new RowStore(comparatorFor(sort));
  }

  async open(): Promise<void> {
    this.closed = new AbortController();
    document.addEventListener('visibilitychange', this.onVisibilityChange);
    try {
      this.position = await this.client.place(this.filter, { signal: this.closed.signal });
      await this.loadPage();
      this.openStream();
      this.update({ state: 'live' });
    } catch (error) {
      this.fail('opening', error, () => this.open());
    }
  }

  ensureLoaded(index: number): void {
    this.wantedRows = Math.max(this.wantedRows, index + PREFETCH_ROWS);
    void this.loadMore();
  }

  /** Freshness changes without a stream event: reads the rows in view again. */
  async refreshVisible(first: number, end: number): Promise<void> {
    const rows = this.store.slice(first, Math.min(end, first + PAGE_SIZE));
    const ids = rows.filter((row) => !row.isFinal && !row.isRemoved).map(({ id }) => id);
    if (ids.length === 0 || document.hidden || this.current().state !== 'live') return;
    const { data } = await this.client.api.POST('/jobs/batch', { body: { ids }, signal: this.closed.signal });
    for (const { job } of data?.items ?? []) if (job !== undefined) this.store.refresh(job);
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.onVisibilityChange);
    clearTimeout(this.pauseTimer);
    for (const timer of this.retryTimers.values()) clearTimeout(timer);
    this.closed.abort();
    this.stream?.abort();
    this.store.close();
  }

  private async loadMore(): Promise<void> {
    if (this.isLoading || this.current().state === 'loading') return;
    this.isLoading = true;
    try {
      while (this.cursor !== null && this.store.size < this.wantedRows && !this.closed.signal.aborted)
        await this.loadPage();
    } catch (error) {
      this.fail('pages', error, () => this.loadMore());
    } finally {
      this.isLoading = false;
    }
  }

  private async loadPage(): Promise<void> {
    const query = { ...this.filter, sort: this.sort, limit: PAGE_SIZE, ...(this.cursor && { cursor: this.cursor }) };
    const { jobs, nextCursor } = await this.client.list(query as ListQuery);
    if (this.closed.signal.aborted) return;
    this.cursor = nextCursor;
    this.store.append(jobs, nextCursor === null);
    if (nextCursor === null) this.update({ isComplete: true });
  }

  private openStream(): void {
    this.stream = new AbortController();
    void this.readStream(this.stream.signal);
  }

  private async readStream(signal: AbortSignal): Promise<void> {
    try {
      for await (const change of this.client.changes(this.filter, this.position, { signal })) {
        this.position = change.place ?? this.position;
        if (change.kind === 'reset') return this.onReset();
        if (change.kind === 'job') this.store.change(change.job);
        else this.store.remove(change.id);
      }
    } catch (error) {
      if (!signal.aborted) this.fail('stream', error, () => this.openStream());
    }
  }

  private readonly onVisibilityChange = (): void => {
    clearTimeout(this.pauseTimer);
    if (document.hidden) {
      this.pauseTimer = setTimeout(() => this.pause(), PAUSE_AFTER_MS);
    } else if (this.current().state === 'paused') {
      this.openStream();
      this.update({ state: 'live' });
    }
  };

  private pause(): void {
    this.stream?.abort();
    if (this.current().state === 'live') this.update({ state: 'paused' });
  }

  private fail(part: FeedPart, error: unknown, retry: () => unknown): void {
    if (this.closed.signal.aborted) return;
    this.update({ error });
    if (!isTransient(error)) return;
    clearTimeout(this.retryTimers.get(part));
    const timer = setTimeout(() => {
      this.update({ error: null });
      retry();
    }, RETRY_DELAY_MS);
    this.retryTimers.set(part, timer);
  }

  private update(change: Partial<FeedStatus>): void {
    this.set({ ...this.current(), ...change });
  }
}

/** An unreachable gateway comes back; a rejected request stays rejected. */
const isTransient = (error: unknown): boolean =>
  error instanceof GatewayUnreachable || (error instanceof GatewayProblem && error.status >= 500);

import { GatewayProblem, GatewayUnreachable, type EventFilter, type Jobgate, type ListQuery } from '#libs/client';
import { orderOf } from './job.order.js';
import { JobsBook } from './jobs.book.js';

export type FeedState = 'loading' | 'live' | 'paused';
type FeedPart = 'opening' | 'pages' | 'stream';

const PAGE = 200;
/** So many rows are read ahead of what is looked at. */
const AHEAD = 1_000;
/** After that it is tried once more, where that makes sense. */
const AGAIN_AFTER_MS = 3_000;
/** Nobody looks: other pages of this browser may need the connection. */
const PAUSE_AFTER_MS = 30_000;

/** Fills a book: the list page by page as it is scrolled, and one stream of what changes. */
export class JobsFeed {
  readonly book: JobsBook;
  private readonly listeners = new Set<() => void>();
  private ended = new AbortController();
  private stream: AbortController | null = null;
  private cursor: string | null = null;
  private place: string | null = null;
  private isReading = false;
  private wanted = 0;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  /** Each has a next try of its own: the list and the stream fail together when the gateway is away. */
  private readonly tries = new Map<FeedPart, ReturnType<typeof setTimeout>>();
  private view: { state: FeedState; error: unknown; isAll: boolean } = { state: 'loading', error: null, isAll: false };

  constructor(
    private readonly client: Jobgate,
    private readonly filter: EventFilter,
    private readonly sort: string,
    private readonly missed: () => void,
  ) {
    this.book = new JobsBook(orderOf(sort));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = () => this.view;

  async open(): Promise<void> {
    this.ended = new AbortController();
    document.addEventListener('visibilitychange', this.lookedAt);
    try {
      this.place = await this.client.place(this.filter, { signal: this.ended.signal });
      await this.readPage();
      this.listen();
      this.show({ state: 'live' });
    } catch (error) {
      this.fail('opening', error, () => this.open());
    }
  }

  /** Somebody looks at the rows up to this one. */
  want(index: number): void {
    this.wanted = Math.max(this.wanted, index + AHEAD);
    void this.readOn();
  }

  /** How fresh jobs are known moves without a change that a stream tells of: asks for those in view. */
  async lookAgain(first: number, end: number): Promise<void> {
    const rows = this.book.slice(first, Math.min(end, first + PAGE));
    const ids = rows.filter((row) => !row.isFinal && !row.isGone).map(({ id }) => id);
    if (ids.length === 0 || document.hidden || this.view.state !== 'live') return;
    const { data } = await this.client.api.POST('/jobs/batch', { body: { ids }, signal: this.ended.signal });
    for (const { job } of data?.items ?? []) if (job !== undefined) this.book.refresh(job);
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.lookedAt);
    clearTimeout(this.pauseTimer);
    for (const timer of this.tries.values()) clearTimeout(timer);
    this.ended.abort();
    this.stream?.abort();
    this.book.close();
  }

  private async readOn(): Promise<void> {
    if (this.isReading || this.view.state === 'loading') return;
    this.isReading = true;
    try {
      while (this.cursor !== null && this.book.size < this.wanted && !this.ended.signal.aborted) await this.readPage();
    } catch (error) {
      this.fail('pages', error, () => this.readOn());
    } finally {
      this.isReading = false;
    }
  }

  private async readPage(): Promise<void> {
    const query = { ...this.filter, sort: this.sort, limit: PAGE, ...(this.cursor && { cursor: this.cursor }) };
    const { jobs, nextCursor } = await this.client.list(query as ListQuery);
    if (this.ended.signal.aborted) return;
    this.cursor = nextCursor;
    this.book.append(jobs, nextCursor === null);
    if (nextCursor === null) this.show({ isAll: true });
  }

  private listen(): void {
    this.stream = new AbortController();
    void this.hear(this.stream.signal);
  }

  private async hear(signal: AbortSignal): Promise<void> {
    try {
      for await (const change of this.client.changes(this.filter, this.place, { signal })) {
        this.place = change.place ?? this.place;
        if (change.kind === 'reset') return this.missed();
        if (change.kind === 'job') this.book.change(change.job);
        else this.book.gone(change.id);
      }
    } catch (error) {
      if (!signal.aborted) this.fail('stream', error, () => this.listen());
    }
  }

  private readonly lookedAt = (): void => {
    clearTimeout(this.pauseTimer);
    if (document.hidden) {
      this.pauseTimer = setTimeout(() => this.pause(), PAUSE_AFTER_MS);
    } else if (this.view.state === 'paused') {
      this.listen();
      this.show({ state: 'live' });
    }
  };

  private pause(): void {
    this.stream?.abort();
    if (this.view.state === 'live') this.show({ state: 'paused' });
  }

  private fail(part: FeedPart, error: unknown, again: () => unknown): void {
    if (this.ended.signal.aborted) return;
    this.show({ error });
    if (!isPassing(error)) return;
    clearTimeout(this.tries.get(part));
    const timer = setTimeout(() => {
      this.show({ error: null });
      again();
    }, AGAIN_AFTER_MS);
    this.tries.set(part, timer);
  }

  private show(change: Partial<typeof this.view>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** A gateway that is away comes back; what it refuses, it refuses again. */
const isPassing = (error: unknown): boolean =>
  error instanceof GatewayUnreachable || (error instanceof GatewayProblem && error.status >= 500);

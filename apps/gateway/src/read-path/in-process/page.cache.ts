import type { JobAddress } from '#libs/jobs';
import type { JobCache } from './job.cache.js';
import type { Source } from './cached-job.js';

/** A page of a list, put together. */
export interface BuiltPage {
  text: Buffer;
  /** Those on it. */
  pointers: readonly JobAddress[];
  /** As long as no change of its connections is told, it holds until then; epoch milliseconds. 0: it cannot be kept. */
  validUntil: number;
}

interface Page {
  built: Promise<BuiltPage>;
  /** null while it is being put together. */
  page: BuiltPage | null;
  sources: readonly Source[];
  /** Which changes were known when it was begun. */
  changes: readonly number[];
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PAGES = 2_000;
/** What a page takes beside its text and its name: entry, place in the map, buffer, sources of a few connections. */
const OVERHEAD_BYTES = 500;

/**
 * Pages of lists, each put together once for all who ask for it at the time, and kept as long as nothing is known to have
 * changed in its connections.
 */
export class PageCache {
  private readonly pages = new Map<string, Page>();
  private used = 0;

  constructor(
    private readonly answers: JobCache,
    private readonly now: () => number,
    private readonly mostBytes = MAX_BYTES,
    private readonly mostPages = MAX_PAGES,
  ) {}

  get bytes(): number {
    return this.used;
  }

  get count(): number {
    return this.pages.size;
  }

  /** `name`: of all that decides what is on the page. */
  read(name: string, connections: readonly string[], build: () => Promise<BuiltPage>): Promise<BuiltPage> {
    // No change would ever end it.
    if (connections.length === 0) return build();
    const known = this.pages.get(name);
    if (known !== undefined && this.isGood(known)) return known.built;
    this.drop(name);
    const sources = connections.map((connection) => this.answers.source(connection));
    const page: Page = { built: build(), page: null, sources, changes: sources.map(({ changes }) => changes) };
    this.pages.set(name, page);
    if (this.pages.size > this.mostPages) this.drop(this.pages.keys().next().value!);
    page.built.then(
      (built) => this.keep(name, page, built),
      () => this.end(name, page),
    );
    return page.built;
  }

  private isGood({ page, sources, changes }: Page): boolean {
    const isUnchanged = sources.every((source, index) => source.changes === changes[index]);
    if (!isUnchanged || page === null) return isUnchanged;
    return this.now() < page.validUntil && sources.every(({ isConnected }) => isConnected);
  }

  private keep(name: string, page: Page, built: BuiltPage): void {
    if (this.pages.get(name) !== page) return;
    page.page = built;
    this.used += bytesOf(name, built);
    if (!this.isGood(page)) return this.drop(name);
    // From the oldest on; those that are being put together take no room yet.
    for (const [other, { page: old }] of this.pages) {
      if (this.used <= this.mostBytes) return;
      if (old !== null) this.drop(other);
    }
  }

  private end(name: string, page: Page): void {
    if (this.pages.get(name) === page) this.drop(name);
  }

  private drop(name: string): void {
    const held = this.pages.get(name)?.page ?? null;
    if (held !== null) this.used -= bytesOf(name, held);
    this.pages.delete(name);
  }
}

/** A name may hold two bytes for each character. */
const bytesOf = (name: string, { text }: BuiltPage): number => text.length + 2 * name.length + OVERHEAD_BYTES;

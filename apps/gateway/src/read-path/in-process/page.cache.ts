import type { JobAddress } from '#libs/jobs';
import type { JobCache } from './job.cache.js';
import type { Source } from './cached-job.js';

/** A page of a list. */
export interface BuiltPage {
  text: Buffer;
  pointers: readonly JobAddress[];
  /** Epoch milliseconds, unless its connections change earlier; 0: it cannot be cached. */
  validUntil: number;
}

interface Page {
  built: Promise<BuiltPage>;
  /** null while it is being built. */
  page: BuiltPage | null;
  sources: readonly Source[];
  /** Their counts of changes when the build began. */
  changes: readonly number[];
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PAGES = 2_000;
/** Entry, place in the map, buffer, and a few sources. */
const OVERHEAD_BYTES = 500;

/** Layer 1 of lists: pages, each built once for concurrent requests, and cached until a connection of it changes. */
export class PageCache {
  private readonly pages = new Map<string, Page>();
  private used = 0;

  constructor(
    private readonly cache: JobCache,
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

  /** `name`: everything that determines the page. */
  read(name: string, connections: readonly string[], build: () => Promise<BuiltPage>): Promise<BuiltPage> {
    // No change would ever invalidate it.
    if (connections.length === 0) return build();
    const known = this.pages.get(name);
    if (known !== undefined && this.isGood(known)) return known.built;
    this.drop(name);
    const sources = connections.map((connection) => this.cache.source(connection));
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
    // From the oldest on; unfinished pages take no room yet.
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

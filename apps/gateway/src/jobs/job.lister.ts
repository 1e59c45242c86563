import type { Caller } from '#libs/access';
import { asksKindAndStateOnly, isOfKindAndState, matches, type JobAddress, type JobFilter } from '#libs/jobs';
import { readable, type IndexPage, type IndexPosition, type Store } from '#libs/store';
import type { PageCache } from '../read-path/in-process/page.cache.js';
import type { ReadThroughCache } from '../read-path/read-through.cache.js';
import type { ConnectionStatusReader } from '../connections/connection.status.js';
import type { JobAddresses } from './job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import {
  compareIn,
  formatCursor,
  isDescending,
  memberOf,
  parseCursor,
  positionOf,
  type ListPosition,
} from './job-list.cursor.js';
import { JobListPage, listedFromCache, listedFromRecord } from './job-list.page.js';
import type { JobListQuery } from './job-list.query.js';
import { isSearch } from './job-list.search.js';
import type { ExpensiveReadLimiter, SnapshotReadLimiter } from './expensive-reads.limiter.js';
import type { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import type { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';

/** A list query, with the connections that the caller sees. */
interface Listing extends JobListQuery {
  among: string[];
  after: ListPosition | null;
}

/** A page ends after so many records, even when few match; `nextCursor` continues. */
const MAX_READ_PER_PAGE = 4_000;
const MAX_READ_AT_ONCE = 500;
const MAX_OUTLINES_AT_ONCE = 200;
/** Some records are large. */
const MAX_RECORDS_AT_ONCE = 100;
/** Orders without an index sort in memory. */
const MAX_SORTED = 5_000;

/** Lists jobs from the index. Polls nothing. */
export class JobLister {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly stored: StoredJobReader,
    private readonly status: ConnectionStatusReader,
    private readonly cache: ReadThroughCache,
    private readonly pages: PageCache,
    private readonly heavy: ExpensiveReadLimiter,
    private readonly snapshots: SnapshotReadLimiter,
    private readonly pointers: Pick<PointerReadsReporter, 'note'>,
  ) {}

  /** JSON in UTF-8. */
  async list(query: JobListQuery, caller: Caller): Promise<Buffer> {
    const listing = this.listingOf(query, caller);
    const { readable, unreachable } = await this.status.availabilityOf(listing.among);
    const name = JSON.stringify([query, readable, unreachable]);
    const build = async () =>
      (await this.page({ ...listing, among: readable }, caller, this.heavy)).written(unreachable);
    const { text, pointers } = await this.pages.read(name, readable, build);
    for (const pointer of pointers) this.pointers.note(pointer);
    return text;
  }

  /** The jobs of a page, one by one, for a snapshot. */
  async jobs(query: JobListQuery, caller: Caller): Promise<{ bodies: string[]; nextCursor: string | null }> {
    const { jobs, nextCursor } = await this.page(this.listingOf(query, caller), caller, this.snapshots);
    return { bodies: jobs.map(({ body }) => body), nextCursor };
  }

  private listingOf(query: JobListQuery, caller: Caller): Listing {
    const after = query.cursor === null ? null : parseCursor(query.cursor, query.sort);
    const chosen = this.addresses.chosen(caller, query.connections, query.filter.providers);
    return { ...query, among: chosen.map(({ name }) => name), after };
  }

  private async page(listing: Listing, caller: Caller, limiter: ExpensiveReadLimiter): Promise<JobListPage> {
    const page = await this.limitedPage(listing, caller, limiter);
    // Dormant pointers are polled for the next page.
    for (const { pointer, isDormant } of page.jobs) {
      if (pointer !== null && isDormant) void this.stored.awaken(pointer).catch(() => undefined);
    }
    return page;
  }

  /** Rejects with `too-many-heavy-reads`. */
  private async limitedPage(listing: Listing, caller: Caller, limiter: ExpensiveReadLimiter): Promise<JobListPage> {
    const build = async () => ((await this.isBestRead(listing)) ? this.pageRead(listing) : this.pageSorted(listing));
    return isSearch(listing) ? limiter.run(caller.name, build) : build();
  }

  /** Whether to read in the order of an index, rather than to sort in memory. */
  private async isBestRead({ among, filter, sort, limit }: Listing): Promise<boolean> {
    const member = memberOf(sort);
    if (member !== 'startedAt') return member === 'changedAt';
    const states = indexedStates(filter);
    if (states === null) return true;
    // The index of starts has no states: with few jobs in the states, most of its entries do not match.
    const [wanted, all] = await Promise.all([
      this.store.index.count(among, states),
      this.store.index.count(among, null),
    ]);
    return wanted > MAX_SORTED || wanted > (limit * all) / wanted;
  }

  private async pageRead(listing: Listing): Promise<JobListPage> {
    const { filter, limit, sort } = listing;
    // A start may become known without an event.
    const isKept = memberOf(sort) === 'changedAt' && asksKindAndStateOnly(filter);
    const page = new JobListPage(limit, isKept ? Infinity : 0);
    const most = isPlain(filter) ? MAX_READ_AT_ONCE : MAX_OUTLINES_AT_ONCE;
    let position = listing.after as IndexPosition | null;
    let size = limit;
    for (let read = 0; read < MAX_READ_PER_PAGE; read += size, size = Math.min(2 * size, most)) {
      const batch = await this.indexed(listing, position, size);
      const shown = isPlain(filter)
        ? await this.addAnswers(page, batch, filter)
        : await this.addMatching(page, batch, filter);
      if (shown === batch.length && batch.length < size) return page;
      position = batch[shown - 1]!;
      if (page.isFull) break;
    }
    page.nextCursor = position && formatCursor(sort, position);
    return page;
  }

  private indexed({ among, filter, sort }: Listing, after: IndexPosition | null, limit: number) {
    const page: IndexPage = { isLatestFirst: isDescending(sort), after, limit };
    const { updatedSince, startedAfter, startedBefore } = filter;
    if (memberOf(sort) === 'changedAt') {
      if (updatedSince !== null) page.within = { from: updatedSince, before: null };
      return this.store.index.byChange(among, indexedStates(filter), page);
    }
    if (startedAfter !== null || startedBefore !== null) page.within = { from: startedAfter, before: startedBefore };
    return this.store.index.byStart(among, page);
  }

  /** Adds matching jobs until the page is full; returns how many were examined. */
  private async addAnswers(page: JobListPage, batch: readonly JobAddress[], filter: JobFilter): Promise<number> {
    const answers = (await this.cache.readMany(batch)).map(readable);
    for (const [index, answer] of answers.entries()) {
      page.validUntil = Math.min(page.validUntil, answer?.validUntil ?? 0);
      if (answer && isOfKindAndState(answer.facts, filter)) page.add(listedFromCache(answer, batch[index]!));
      if (page.isFull) return index + 1;
    }
    return batch.length;
  }

  /** The same with outlines: only matching records are read as a whole. */
  private async addMatching(page: JobListPage, batch: readonly IndexPosition[], filter: JobFilter): Promise<number> {
    const outlines = await this.stored.readOutlines(batch);
    const places = outlines.flatMap((outline, place) => (outline && matches(outline, filter) ? [place] : []));
    const wanted = places.map((place) => batch[place]!);
    const shown = asksKindAndStateOnly(filter)
      ? await this.addAnswers(page, wanted, filter)
      : await this.add(page, wanted, filter);
    return shown < wanted.length || page.isFull ? places[shown - 1]! + 1 : batch.length;
  }

  private async pageSorted(listing: Listing): Promise<JobListPage> {
    const { filter, limit, sort } = listing;
    const places = await this.sorted(listing);
    const page = new JobListPage(limit, 0);
    const shown = await this.add(page, places, filter);
    if (shown < places.length) page.nextCursor = formatCursor(sort, places[shown - 1]!);
    return page;
  }

  /** The positions of matching jobs, in their order. Records are not kept in memory. */
  private async sorted({ among, after, filter, sort }: Listing): Promise<ListPosition[]> {
    const everything = { isLatestFirst: true, after: null, limit: MAX_SORTED + 1 };
    const positions = await this.store.index.byChange(among, indexedStates(filter), everything);
    if (positions.length > MAX_SORTED) throw tooManyToSort();
    const compare = compareIn(sort);
    const places: ListPosition[] = [];
    for (let at = 0; at < positions.length; at += MAX_OUTLINES_AT_ONCE) {
      for (const outline of await this.stored.readOutlines(positions.slice(at, at + MAX_OUTLINES_AT_ONCE))) {
        if (outline === null || !matches(outline, filter)) continue;
        const place = positionOf(outline, sort);
        if (after === null || compare(after, place) < 0) places.push(place);
      }
    }
    return places.sort(compare);
  }

  /**
   * Adds the jobs at these places until the page is full; returns how many were gone through. What has changed since it was
   * placed is shown as it is now, or left out.
   */
  private async add(page: JobListPage, places: readonly JobAddress[], filter: JobFilter): Promise<number> {
    let shown = 0;
    while (shown < places.length && !page.isFull) {
      const next = places.slice(shown, shown + Math.min(page.room, MAX_RECORDS_AT_ONCE));
      for (const record of await this.stored.readMany(next)) {
        if (page.isFull) break;
        shown += 1;
        if (record !== null && matches(record, filter)) page.add(listedFromRecord(record));
      }
    }
    return shown;
  }
}

/** Whether the index alone decides nearly all of the filter. */
const isPlain = (filter: JobFilter): boolean => filter.kinds === null && asksKindAndStateOnly(filter);

/** null: any state. */
function indexedStates(filter: JobFilter) {
  return filter.attention ? null : filter.states;
}

function tooManyToSort(): ProblemException {
  const detail = `Narrow the list by connection or state to ${MAX_SORTED} jobs at most, or sort by changedAt or startedAt.`;
  return new ProblemException('invalid-request', 'Too many jobs for this order.', {
    errors: [{ pointer: '?sort', detail }],
  });
}
